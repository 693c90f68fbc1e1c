# utf8proc: categories, case and normal forms of Unicode characters.
target_link_libraries(${target} ${scope} utf8proc)

# PCRE2: the module re.
target_link_libraries(${target} ${scope} pcre2-8)

# zlib: the module zlib.
target_link_libraries(${target} ${scope} z)
