# toml++ is used header-only, in one source file.
target_compile_definitions(${target} PRIVATE TOML_HEADER_ONLY=1
  TOML_ENABLE_FORMATTERS=0)
