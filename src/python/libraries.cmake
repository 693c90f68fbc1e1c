# utf8proc: categories, case and normal forms of Unicode characters.
target_link_libraries(${target} ${scope} utf8proc)

# The text types wait for the object model's core.
if(NOT EXISTS ${dir}/native.cc)
  foreach(name bytes bytes_methods bytes_search codec_errors codecs codecs_wide
      complex float format_spec int int_methods printf_format range slice str
      str_case str_convert str_format str_layout str_search str_split)
    set_source_files_properties(${dir}/objects/${name}.cc PROPERTIES
      HEADER_FILE_ONLY ON)
  endforeach()
endif()
