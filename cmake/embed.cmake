# Modules that limbeck writes in Python (leaf ones, off the hot paths) are
# compiled into the program as constants, one table per layer:
#   namespace limbeck { extern const EmbeddedModule k<Layer>Modules[]; }
# (base/embedded.h). src/<layer>/**/NAME.py is the module NAME; the part of the
# path below a folder called `lib` is the package path: lib/a/b.py is a.b.
# Files *.part and *.mako become `extern const EmbeddedFile k<Layer>Files[]`.
function(limbeck_embed_python layer dir out_var python_sources)
  set(output ${CMAKE_BINARY_DIR}/generated/${layer}_modules.cc)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DLAYER=${layer} -DDIR=${dir} -DOUTPUT=${output}
      -P ${CMAKE_SOURCE_DIR}/cmake/embed_script.cmake
    DEPENDS ${python_sources} ${CMAKE_SOURCE_DIR}/cmake/embed_script.cmake
    VERBATIM)
  set(${out_var} ${output} PARENT_SCOPE)
endfunction()
