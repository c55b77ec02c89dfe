# A room is one folder and one static library; it links only what the arrows of pipeline/DESIGN.md allow.
find_package(Threads REQUIRED)

add_library(cityfm_warnings INTERFACE)
target_compile_options(cityfm_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                 -Wnon-virtual-dtor -Woverloaded-virtual)
# g++ 12 warns of overlaps and bounds in `"text" + std::string` wherever it inlines it (GCC bugs 105651, 105329).
target_compile_options(cityfm_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-array-bounds
                                                 -Wno-stringop-overflow>)
# Same bytes on one machine whatever the optimiser does: no contraction of a*b+c.
target_compile_options(cityfm_warnings INTERFACE -ffp-contract=off)

# cityfm_room(NAME [FAST] ROOMS room... PARTS part...): the sources are the .cpp files of the folder and of those below it,
# but for main.cpp. A FAST room has loops over whole files: it is optimised in every preset, for the tests' sake.
function(cityfm_room name)
  cmake_parse_arguments(ROOM "FAST" "" "ROOMS;PARTS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(cityfm_${name} STATIC ${sources})
  target_include_directories(cityfm_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(cityfm_${name} PUBLIC ${ROOM_ROOMS} PRIVATE ${ROOM_PARTS} cityfm_warnings)
  if(ROOM_FAST)
    target_compile_options(cityfm_${name} PRIVATE -O2)
  endif()
endfunction()
