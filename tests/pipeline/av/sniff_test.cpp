// SPDX-License-Identifier: MIT
#include "pipeline/av/sniff.h"

#include <catch2/catch.hpp>
#include <string>

using namespace cityfm;
using namespace std::string_literals;

TEST_CASE("a sound file is known by its first bytes") {
    CHECK(av::sniff_sound("RIFF\x24\0\0\0WAVEfmt "s) == "wav");
    CHECK(av::sniff_sound("RF64\xff\xff\xff\xffWAVEds64"s) == "wav");
    CHECK(av::sniff_sound("fLaC\0\0\0\x22"s) == "flac");
    CHECK(av::sniff_sound("OggS\0\x02"s) == "ogg");
    CHECK(av::sniff_sound("\0\0\0\x20"
                          "ftypM4A "s) == "mov");
    CHECK(av::sniff_sound("\xff\xfb\x90\x64\0\0\0\0"s) == "mp3");
    CHECK(av::sniff_sound("RIFF\x24\0\0\0AVI LIST"s) == "avi");
    CHECK(av::sniff_sound("\xff\xf1\x50\x80\x02\x1f\xfc"s) == "aac");
    CHECK(av::sniff_sound("ID3\x03\0\0\0\0\0\x0a"s + std::string(10, '\0') + "\xff\xfb\x90\x64"s) == "mp3");
}

TEST_CASE("what is not sound is not taken for it, whatever its name") {
    CHECK(av::sniff_sound("").empty());
    CHECK(av::sniff_sound("hello, this is a text file named voice.wav").empty());
    CHECK(av::sniff_sound("#EXTM3U\nhttp://127.0.0.1/secret").empty());
    CHECK(av::sniff_sound("[playlist]\nFile1=/etc/passwd").empty());
    CHECK(av::sniff_sound("ffconcat version 1.0\nfile /etc/passwd").empty());
    CHECK(av::sniff_sound("<?xml version=\"1.0\"?><MPD/>").empty());
    CHECK(av::sniff_sound("\x89PNG\r\n\x1a\n"s).empty());
    CHECK(av::sniff_sound("RIFF\x24\0\0\0WEBPVP8 "s).empty());
    CHECK(av::sniff_sound("\xff\xff\xff\xff\xff\xff\xff\xff"s).empty());
}

TEST_CASE("a picture is known by its first bytes") {
    CHECK(av::sniff_picture("\x89PNG\r\n\x1a\n\0\0"s) == "png");
    CHECK(av::sniff_picture("\xff\xd8\xff\xe0"s) == "jpeg");
    CHECK(av::sniff_picture("<svg xmlns=").empty());
    CHECK(av::sniff_picture("GIF89a") == "gif");
    CHECK(av::sniff_picture("BM") == "bmp");
    CHECK(av::sniff_picture("RIFF\0\0\0\0WEBPVP8 "s) == "webp");
    CHECK(av::sniff_picture("RIFF\0\0\0\0WAVEfmt "s).empty());
    CHECK(av::sniff_picture("II*\0"s) == "tiff");
    CHECK(av::sniff_picture("MM\0*"s) == "tiff");
    CHECK(av::sniff_picture("").empty());
}
