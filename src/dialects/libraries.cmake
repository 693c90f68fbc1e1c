# PCRE2 reads what SQLite and MySQL keep of their CREATE statements.
find_path(LIMBECK_PCRE2_INCLUDE pcre2.h REQUIRED)
find_library(LIMBECK_PCRE2_LIBRARY pcre2-8 REQUIRED)
target_link_libraries(${target} ${scope} ${LIMBECK_PCRE2_LIBRARY})
