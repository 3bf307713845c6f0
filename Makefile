# Builds everything into $(B). `make` the program; `make unit` the unit tests; KIND=asan|tsan|debug for the other builds.
# Sources are found, not listed: a new .c file in a room, a test in tests/unit/, a page, a query or a catalogue is picked up by itself.
KIND ?= release
B ?= build/$(KIND)
CC = gcc
PKGS = libmicrohttpd sqlite3 libpq yaml-0.1 jansson libsodium libzip libxml-2.0 libutf8proc libseccomp xlsxwriter libcurl cjose liboath libqrencode libheif libjpeg libqpdf zbar libcrypto cbc
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)

# Haru has no .pc file.
MORE_LIBS = -lhpdf

WARN = -Wall -Wextra -Werror -Wconversion -Wsign-conversion -Wshadow -Wswitch-enum -Wvla -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wundef -Wpointer-arith -Wcast-qual -Wwrite-strings -Wnull-dereference -Wimplicit-fallthrough -Wdouble-promotion
HARDEN = -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fPIE -ftrivial-auto-var-init=zero
LINK_HARDEN = -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed
ifeq ($(KIND),release)
OPT = -O2 -g1 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -flto=auto -ffat-lto-objects
LINK_OPT = -flto=auto -O2
# Tests link the objects as they are: optimising the whole program again for each of them takes minutes.
TEST_OPT = -fno-lto -fno-use-linker-plugin
endif
ifeq ($(KIND),debug)
OPT = -Og -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
endif
ifeq ($(KIND),asan)
# One build for the unit tests, a server under attack and the fuzz targets: clang, so that the objects know the way they went.
CC = clang
OPT = -O1 -gline-tables-only -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# clang takes NAN for a float, and text in a condition or a zero left out of a row for a slip; these come after the warnings. gcc checks both in its own way.
HARDEN = -fPIE -Wno-string-conversion -Wno-double-promotion -Wno-missing-field-initializers
LINK_OPT = -fsanitize=address,undefined
endif
ifeq ($(KIND),tsan)
OPT = -O1 -g1 -fsanitize=thread -fno-omit-frame-pointer
LINK_OPT = -fsanitize=thread
endif
CFLAGS = -std=gnu17 -D_GNU_SOURCE $(OPT) $(WARN) $(HARDEN) -Isrc -I$(B) $(PKG_CFLAGS) -MMD -MP
SRC_CFLAGS = $(CFLAGS) -include src/base/banned.h
# Generated code is checked by its generator's tests; it may hold unused helpers.
GEN_CFLAGS = $(CFLAGS) -Wno-unused-function -Wno-unused-parameter -Wno-unused-variable

GENERATED = words pages queries embedded

SOURCES := $(filter-out src/main.c,$(sort $(wildcard src/*.c src/*/*.c)))
OBJECTS = $(SOURCES:src/%.c=$(B)/src/%.o) $(GENERATED:%=$(B)/gen/%.o)
GEN_HEADERS = $(GENERATED:%=$(B)/gen/%.h)
UNIT_TESTS := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/*_test.c)))

FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/*_fuzz.c))

.PHONY: all unit fuzz benches generated library example clean
all: $(B)/faubourg
generated: $(GEN_HEADERS)
unit: $(B)/tests/units
fuzz: $(FUZZERS)
# What measures compiles: nobody else builds it until somebody measures.
benches: | $(GEN_HEADERS)
	@for source in $(wildcard bench/*.c bench/*/*.c); do $(CC) $(filter-out -MMD -MP,$(CFLAGS)) -I. -fsyntax-only $$source || exit 1; done

$(B)/faubourg: $(B)/src/main.o $(OBJECTS)
	@echo "  CC $@"; $(CC) $(LINK_OPT) $(LINK_HARDEN) -o $@ $^ $(PKG_LIBS) $(MORE_LIBS) -lpthread -lm
# xlsxwriter.h names banned calls in its macros: it comes before the ban, and only where workbooks are written.
$(patsubst src/%.c,$(B)/src/%.o,$(wildcard src/documents/workbook.c src/documents/programme_xlsx*.c src/documents/desk_table.c src/documents/grid_xlsx.c src/documents/ranking_table.c)): SRC_CFLAGS = $(CFLAGS) -include xlsxwriter.h -include src/base/banned.h
$(B)/src/%.o: src/%.c Makefile | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(SRC_CFLAGS) -c -o $@ $<
$(B)/gen/%.o: $(B)/gen/%.c Makefile | $(GEN_HEADERS)
	@echo "  CC $@"; $(CC) $(GEN_CFLAGS) -c -o $@ $<
# All unit tests in one program, linked once (tests/lib/units.c); $(B)/tests/NAME_test is one of them by itself.
$(B)/tests/units: tests/lib/units.c $(B)/tests/obj/unit_names.h $(UNIT_TESTS:%=$(B)/tests/obj/%.o) $(OBJECTS)
	@echo "  CC $@"; $(CC) $(CFLAGS) -I$(B)/tests/obj $(LINK_OPT) $(TEST_OPT) $(LINK_HARDEN) -o $@ $(filter-out %.h,$^) $(PKG_LIBS) $(MORE_LIBS) -lcmocka -lpthread -lm
$(B)/tests/obj/%.o: tests/unit/%.c Makefile | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) -Itests $(TEST_OPT) -O1 -c -o $@ $< && objcopy --redefine-sym main=$*_main $@
$(B)/tests/obj/unit_names.h: Makefile $(UNIT_TESTS:%=tests/unit/%.c)
	@mkdir -p $(@D)
	@printf 'UNIT(%s)\n' $(UNIT_TESTS) >$@
$(B)/tests/%: tests/unit/%.c $(OBJECTS) | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) -Itests $(LINK_OPT) $(TEST_OPT) $(LINK_HARDEN) -o $@ $< $(OBJECTS) $(PKG_LIBS) $(MORE_LIBS) -lcmocka -lpthread -lm
$(B)/tests/rawhttp: tests/lib/rawhttp.c
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) -std=gnu17 -D_GNU_SOURCE -O1 -g $(WARN) -o $@ $<
$(B)/tests/samples: tests/lib/samples.c tests/lib/sample_files.h $(OBJECTS) | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) -Itests $(LINK_OPT) $(TEST_OPT) $(LINK_HARDEN) -o $@ $< $(B)/src/base/arena.o $(B)/src/base/str.o $(B)/src/base/status.o $(PKG_LIBS) $(MORE_LIBS) -lm
$(B)/tests/rules_compare: tests/lib/rules_compare.c tests/lib/rules_answers.h $(OBJECTS) | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) -Itests $(LINK_OPT) $(TEST_OPT) $(LINK_HARDEN) -o $@ $< $(OBJECTS) $(PKG_LIBS) $(MORE_LIBS) -lpthread -lm
$(B)/bench/rules: bench/rules/ours.c $(OBJECTS) | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) $(LINK_OPT) $(LINK_HARDEN) -o $@ $< $(OBJECTS) $(PKG_LIBS) $(MORE_LIBS) -lpthread -lm
$(B)/bench/allocation: bench/allocation/allocation.c $(OBJECTS) | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) $(TEST_OPT) $(LINK_HARDEN) -o $@ $< $(OBJECTS) $(PKG_LIBS) $(MORE_LIBS) -lpthread -lm
$(B)/bench/writes: bench/writes/writes.c $(OBJECTS) | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) $(TEST_OPT) $(LINK_HARDEN) -o $@ $< $(OBJECTS) $(PKG_LIBS) $(MORE_LIBS) -lpthread -lm
$(B)/bench/documents: bench/documents/documents.c $(OBJECTS) | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) $(TEST_OPT) $(LINK_HARDEN) -o $@ $< $(OBJECTS) $(PKG_LIBS) $(MORE_LIBS) -lpthread -lm
$(B)/bench/deadline/load: bench/deadline/play.c bench/deadline/play.h
$(B)/bench/deadline/%: bench/deadline/%.c bench/deadline/people.h $(OBJECTS) | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) -I. $(TEST_OPT) $(LINK_HARDEN) -o $@ $(filter %.c,$^) $(OBJECTS) $(PKG_LIBS) $(MORE_LIBS) -lpthread -lm
# An archive, so that a target that contains a generator takes only what it lacks.
$(B)/objects.a: $(OBJECTS)
	@rm -f $@; ar rcs $@ $^
$(B)/fuzz/%: tests/fuzz/%.c $(B)/objects.a | $(GEN_HEADERS)
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(CFLAGS) -I. -Wno-missing-prototypes -fsanitize=fuzzer,address,undefined -o $@ $< $(B)/objects.a $(PKG_LIBS) $(MORE_LIBS) -lpthread -lm

# Generators are built plainly and run at build time.
# Each writes two files at once (&:), so that a lost .c is made again.
$(B)/tools/%: tools/%.c
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) -std=gnu17 -D_GNU_SOURCE -O1 -g $(WARN) -o $@ $(filter %.c,$^)
$(B)/tools/queries: tools/query.h tools/query_parse.c tools/query_check.c tools/query_territory.c
# The page generator is several files and leans on base/.
PAGES_TOOL := $(sort $(wildcard tools/pages*.c)) $(addprefix src/base/,arena.c out.c status.c str.c)
$(B)/tools/pages: $(PAGES_TOOL) $(wildcard tools/pages*.h) src/base/arena.h src/base/out.h src/base/str.h src/base/limits.h
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) -std=gnu17 -D_GNU_SOURCE -O1 -g $(WARN) -I. -Isrc -include src/base/banned.h -o $@ $(PAGES_TOOL)
CATALOGUES := $(sort $(wildcard po/fr/*.po) $(wildcard po/en/*.po))
$(B)/gen/words.h $(B)/gen/words.c &: $(B)/tools/words $(CATALOGUES)
	@mkdir -p $(@D)
	$(B)/tools/words $(B)/gen/words.h $(B)/gen/words.c $(CATALOGUES)
PAGES := $(sort $(shell find pages -name '*.html' 2>/dev/null))
$(B)/gen/pages.h $(B)/gen/pages.c &: $(B)/tools/pages $(PAGES) $(B)/gen/words.h
	@mkdir -p $(@D)
	$(B)/tools/pages $(B)/gen/pages.h $(B)/gen/pages.c $(CATALOGUES) -- $(PAGES)
QUERIES := $(sort $(wildcard queries/*.sql))
$(B)/gen/queries.h $(B)/gen/queries.c &: $(B)/tools/queries $(QUERIES)
	@mkdir -p $(@D)
	$(B)/tools/queries $(B)/gen/queries.h $(B)/gen/queries.c $(QUERIES)
EMBEDDED := $(sort $(wildcard migrations/*.sql) $(wildcard assets/*) packs/vocabulary.publicodes)
$(B)/gen/embedded.h $(B)/gen/embedded.c &: $(B)/tools/embed $(EMBEDDED)
	@mkdir -p $(@D)
	$(B)/tools/embed $(B)/gen/embedded.h $(B)/gen/embedded.c $(EMBEDDED)

# The rules engine by itself (examples/publicodes): rules/, the part of base/ that it stands on, and its own words only. Its objects are its own:
# the product's words have other numbers. `make library` leaves libpublicodes.a and library/include/ in $(B).
LIBRARY_BASE = arena calendar format json out problem status str utf8 words
LIBRARY_HEADERS := $(sort $(wildcard src/rules/rules.h src/rules/number.h) $(addprefix src/base/,arena.h calendar.h format.h json.h out.h problem.h status.h str.h utf8.h values.h words.h))
LIBRARY_WORDS := $(sort $(wildcard po/fr/base.po po/fr/rules_*.po po/en/base.po po/en/rules_*.po))
LIBRARY_SOURCES := $(sort $(wildcard src/rules/*.c)) $(LIBRARY_BASE:%=src/base/%.c)
LIBRARY_OBJECTS = $(LIBRARY_SOURCES:src/%.c=$(B)/library/src/%.o) $(B)/library/gen/words.o
LIBRARY_INCLUDE = $(LIBRARY_HEADERS:src/%=$(B)/library/include/%) $(B)/library/include/gen/words.h
LIBRARY_CFLAGS = -std=gnu17 -D_GNU_SOURCE $(OPT) $(WARN) $(HARDEN) -Isrc -I$(B)/library -MMD -MP
library: $(B)/libpublicodes.a $(LIBRARY_INCLUDE)
example: library
	$(MAKE) --no-print-directory -C examples/publicodes LIBRARY=$(abspath $(B)) CC=$(CC) example
$(B)/libpublicodes.a: $(LIBRARY_OBJECTS)
	@rm -f $@; ar rcs $@ $^
$(B)/library/src/%.o: src/%.c Makefile | $(B)/library/gen/words.h
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(LIBRARY_CFLAGS) -include src/base/banned.h -c -o $@ $<
$(B)/library/gen/words.o: $(B)/library/gen/words.c Makefile
	@echo "  CC $@"; $(CC) $(LIBRARY_CFLAGS) -Wno-unused-function -c -o $@ $<
$(B)/library/gen/words.h $(B)/library/gen/words.c &: $(B)/tools/words $(LIBRARY_WORDS)
	@mkdir -p $(@D)
	$(B)/tools/words $(B)/library/gen/words.h $(B)/library/gen/words.c $(LIBRARY_WORDS)
$(B)/library/include/gen/%: $(B)/library/gen/%
	@mkdir -p $(@D)
	@cp $< $@
$(B)/library/include/%: src/%
	@mkdir -p $(@D)
	@cp $< $@

clean:
	rm -rf build
-include $(shell find $(B) -name '*.d' 2>/dev/null)
