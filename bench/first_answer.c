/* first_answer PORT PATH COMMAND…: starts the command and prints the milliseconds from exec to the first byte of an HTTP 200 answer to GET PATH on
   127.0.0.1:PORT; then ends it with SIGTERM and prints the milliseconds that took. For bench/start; polls every 200 µs. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static bool answers(int port, const char *path)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char text[1024];
	int n = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
	bool good = connect(fd, (struct sockaddr *)&a, sizeof a) == 0 && send(fd, text, (size_t)n, MSG_NOSIGNAL) == n;
	struct pollfd p = {.fd = fd, .events = POLLIN};
	good = good && poll(&p, 1, 5000) == 1 && recv(fd, text, 12, MSG_WAITALL) == 12 && memcmp(text + 8, " 200", 4) == 0;
	(void)close(fd);
	return good;
}

int main(int argc, char **argv)
{
	if (argc < 4)
		return 64;
	int port = (int)strtol(argv[1], NULL, 10);
	double begun = now_ms();
	pid_t child = fork();
	if (child == 0) {
		int quiet = open("/dev/null", O_WRONLY);
		(void)dup2(quiet, 1);
		(void)dup2(quiet, 2);
		(void)execvp(argv[3], argv + 3);
		_exit(127);
	}
	bool good = false;
	while (!good && now_ms() - begun < 10000) {
		struct timespec pause = {0, 200000};
		good = answers(port, argv[2]);
		if (!good)
			(void)nanosleep(&pause, NULL);
	}
	double answered = now_ms() - begun;
	begun = now_ms();
	(void)kill(child, SIGTERM);
	(void)waitpid(child, NULL, 0);
	(void)printf("%.1f %.1f\n", answered, now_ms() - begun);
	return good ? 0 : 70;
}
