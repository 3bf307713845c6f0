/* Included by the compiler before every file of src/ and tools/: calls that have no place here do not compile.
   System headers that are needed to declare them come first. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#ifndef __cplusplus
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok strtok_r atoi atol atoll atof system popen
#pragma GCC poison gmtime localtime asctime ctime tmpnam mktemp
#endif

#endif
