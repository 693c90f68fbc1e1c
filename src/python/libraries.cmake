# utf8proc: categories, case and normal forms of Unicode characters.
target_link_libraries(${target} ${scope} utf8proc)
