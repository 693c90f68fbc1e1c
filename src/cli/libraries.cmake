target_compile_definitions(${target} PRIVATE
  LIMBECK_VERSION="${PROJECT_VERSION}")
