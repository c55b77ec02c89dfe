# The foreign libraries, each found once and linked by the one room that includes it.
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(absl REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)

foreach(part
    "libav:libavformat>=59.27 libavcodec>=59.37 libavfilter>=8.44 libavutil>=57.28"
    "lcms2:lcms2>=2.14"
    "taglib:taglib>=1.13"
    "curl:libcurl>=7.88"
    "xml2:libxml-2.0>=2.9.14"
    "tinyxml2:tinyxml2"
    "ebur128:libebur128"
    "tomlplusplus:tomlplusplus>=3.3"
    "cmark:libcmark-gfm"
    "utf8proc:libutf8proc"
    "crypto:libcrypto")
  string(REGEX MATCH "^([a-z0-9]+):(.*)$" _ "${part}")
  set(name ${CMAKE_MATCH_1})
  string(REPLACE " " ";" modules "${CMAKE_MATCH_2}")
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${modules})
endforeach()

find_library(CMARK_GFM_EXTENSIONS NAMES cmark-gfm-extensions REQUIRED)
