// SPDX-License-Identifier: MIT
#include "tests/pipeline/media/photos.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/command.h"
#include "tests/support/files.h"

namespace cityfm::tests {

void add_metadata(const std::filesystem::path& picture, const std::vector<std::string>& options) {
    std::vector<std::string> words = {"exiftool", "-q", "-q", "-m", "-overwrite_original"};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(picture);
    const Ran ran = run_program(words);
    INFO(ran.out << ran.err);
    REQUIRE(ran.code == 0);
}

std::vector<std::string> all_metadata() {
    return {"-GPSLatitude=36.25",
            "-GPSLatitudeRef=N",
            "-GPSLongitude=138.48",
            "-GPSLongitudeRef=E",
            "-Make=SECRET Works",
            "-Model=SECRET Phone",
            "-SerialNumber=SECRET 1",
            "-Artist=SECRET",
            "-DateTimeOriginal=2026:08:01 12:00:00",
            "-XMP:Creator=SECRET",
            "-XMP:GPSLatitude=36.25",
            "-XMP:GPSLongitude=138.48",
            "-IPTC:City=SECRET Town",
            "-IPTC:By-line=SECRET",
            "-Comment=SECRET comment",
            "-XMP:Description=SECRET",
            "-Photoshop:CaptionWriter=x",
            "-ColorSpace=sRGB"};
}

std::string metadata_in(const std::filesystem::path& picture) {
    const std::set<std::string> groups = {"SourceFile", "ExifTool", "File", "JFIF", "APP14"};
    const std::set<std::string> names = {"PNG:ImageWidth",
                                         "PNG:ImageHeight",
                                         "PNG:BitDepth",
                                         "PNG:ColorType",
                                         "PNG:Compression",
                                         "PNG:Filter",
                                         "PNG:Interlace",
                                         "PNG:Gamma",
                                         "PNG:Palette",
                                         "PNG:SRGBRendering",
                                         "PNG:BackgroundColor",
                                         "PNG:SignificantBits",
                                         "PNG:Transparency",
                                         "PNG-pHYs:PixelsPerUnitX",
                                         "PNG-pHYs:PixelsPerUnitY",
                                         "PNG-pHYs:PixelUnits",
                                         "PNG:PixelsPerUnitX",
                                         "PNG:PixelsPerUnitY",
                                         "PNG:PixelUnits",
                                         "PNG:WhitePointX",
                                         "PNG:WhitePointY",
                                         "PNG:RedX",
                                         "PNG:RedY",
                                         "PNG:GreenX",
                                         "PNG:GreenY",
                                         "PNG:BlueX",
                                         "PNG:BlueY",
                                         "Composite:ImageSize",
                                         "Composite:Megapixels"};
    const Ran ran = run_program({"exiftool", "-json", "-G", "-a", "-u", "-U", picture});
    const auto told = nlohmann::json::parse(ran.out);
    std::string found;
    for (const auto& [name, value] : told.at(0).items()) {
        const std::string group = name.substr(0, name.find(':'));
        const bool wanted = name != "File:Comment" && name != "ExifTool:Warning" &&
                            name != "ExifTool:Error" && (groups.contains(group) || names.contains(name));
        if (!wanted) found += name + "=" + value.dump() + "\n";
    }
    return found;
}

std::string metadata_of(const std::string& picture) {
    const TempFolder folder;
    write(folder / "picture", picture);
    return metadata_in(folder / "picture");
}

std::string pixels_of(const std::string& picture, const std::string& pixel_format) {
    const TempFolder folder;
    write(folder / "in", picture);
    const Ran ran = run_program({"ffmpeg", "-v", "error", "-noautorotate", "-i", folder / "in", "-frames:v",
                                 "1", "-pix_fmt", pixel_format, "-f", "rawvideo", folder / "out"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return read(folder / "out");
}

std::string remade(const std::string& picture, const std::string& extension,
                   const std::vector<std::string>& options) {
    const TempFolder folder;
    const std::filesystem::path made = folder / ("out." + extension);
    write(folder / "in", picture);
    std::vector<std::string> words = {"ffmpeg", "-v", "error", "-i", folder / "in", "-frames:v", "1"};
    words.insert(words.end(), options.begin(), options.end());
    if (extension == "jpg") words.insert(words.end(), {"-q:v", "1", "-qmin", "1"});
    words.push_back(made);
    const Ran ran = run_program(words);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return read(made);
}

std::string with_segments(const std::string& jpeg, const std::string& segments) {
    return jpeg.substr(0, 2) + segments + jpeg.substr(2);
}

}  // namespace cityfm::tests
