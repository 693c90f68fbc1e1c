add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these falsely in optimised std::string and variant code.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized
    -Wno-dangling-pointer -Wno-stringop-overflow -Wno-array-bounds)
endif()
if(LIMBECK_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
find_program(LIMBECK_LLD ld.lld)
if(LIMBECK_LLD)
  add_link_options(-fuse-ld=lld)
endif()
find_program(LIMBECK_CCACHE ccache)
if(LIMBECK_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LIMBECK_CCACHE})
endif()
