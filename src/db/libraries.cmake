# sqlite3 is linked; libpq and libmariadb are loaded when a first connection
# needs them, so only their headers are used here.
find_package(SQLite3 REQUIRED)
find_path(LIMBECK_LIBPQ_INCLUDE libpq-fe.h
  PATH_SUFFIXES postgresql libpq REQUIRED)
find_path(LIMBECK_MARIADB_INCLUDE mysql.h
  PATH_SUFFIXES mariadb mysql REQUIRED)
target_link_libraries(${target} ${scope} SQLite::SQLite3 ${CMAKE_DL_LIBS})
if(scope STREQUAL "PUBLIC")
  target_include_directories(${target} SYSTEM PRIVATE
    ${LIMBECK_LIBPQ_INCLUDE} ${LIMBECK_MARIADB_INCLUDE})
endif()
