/* The version of the program. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define FAUBOURG_VERSION "0.1.0"

#endif
