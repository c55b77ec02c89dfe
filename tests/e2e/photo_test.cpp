// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "pipeline/core/digest.h"
#include "pipeline/model/public_names.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using nlohmann::json;
using std::filesystem::path;

namespace {

/// A square photo as a phone takes it: with its place, the camera and words.
void make_photo(const path& file) {
    const tests::Ran made =
        tests::run_program({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=1400x1400",
                            "-frames:v", "1", "-q:v", "4", file});
    REQUIRE(made.code == 0);
    const tests::Ran tagged = tests::run_program(
        {"exiftool", "-q", "-overwrite_original", "-GPSLatitude=36.25", "-GPSLatitudeRef=N",
         "-GPSLongitude=138.48", "-GPSLongitudeRef=E", "-Make=Phone", "-Model=Model 7", "-XMP:Creator=Mikan",
         "-IPTC:City=Saku", "-Comment=at home", file});
    REQUIRE(tagged.code == 0);
    REQUIRE(tests::holds(tests::run_program({"exiftool", "-json", "-n", file}).out, "36.25"));
}

/// What exiftool says of files beyond their picture and sound, and of the pictures in them.
std::string metadata_below(const path& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string extension = entry.path().extension();
        const tests::TempFolder temp;
        path picture = entry.path();
        if (extension == ".mp3" || extension == ".m4a" || extension == ".opus") {
            picture = temp / "art.jpg";
            tests::run_program(
                {"ffmpeg", "-v", "error", "-i", entry.path(), "-map", "0:v:0", "-c", "copy", picture});
            REQUIRE(std::filesystem::exists(picture));
        } else if (extension != ".jpg" && extension != ".png") {
            continue;
        }
        all += tests::run_program({"exiftool", "-json", "-G", "-a", "-EXIF:all", "-XMP:all", "-IPTC:all",
                                   "-ICC_Profile:all", "-MakerNotes:all", "-GPS:all", "-Comment", picture})
                   .out;
    }
    return all;
}

void check_bare(const path& folder) {
    const std::string all = metadata_below(folder);
    CHECK_FALSE(all.empty());
    for (const char* word : {"GPS", "36.25", "Phone", "Model", "Mikan", "Saku", "at home", "EXIF:", "XMP:"}) {
        INFO(word << " in " << all);
        CHECK_FALSE(tests::holds(all, word));
    }
}

void make_photo_show(const path& show) {
    tests::make_small_show(show);
    std::filesystem::remove(show / "cover.png");
    make_photo(show / "cover.jpg");
    tests::replace_in(show / "show.toml", "cover.png", "cover.jpg");
    make_photo(show / "episodes/one/art.jpg");
    tests::write(show / "episodes/one/episode.toml",
                 "art = \"art.jpg\"\n" + tests::read(show / "episodes/one/episode.toml"));
    tests::replace_in(show / "episodes/one/episode.toml", "title = \"はじめ\"",
                      "title = \"はじめ\", art = \"art.jpg\"");
}

}  // namespace

TEST_CASE("a phone's photo is published without its place, its camera and its words, also within the sound") {
    const tests::TempFolder show;
    make_photo_show(show.path());
    const std::string cover = tests::read(show / "cover.jpg");
    const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"run"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    check_bare(show / "public");
    check_bare(show / "web");
    CHECK(tests::read(show / "cover.jpg") == cover);
}

TEST_CASE("a picture that was published with its position is replaced, and leaves public/ and the targets") {
    const tests::TempFolder show;
    make_photo_show(show.path());
    REQUIRE(tests::cityfm_on(show.path(), "en", {"run"}).code == 0);
    // As older versions have left it.
    const std::string photo = tests::read(show / "cover.jpg");
    const std::string old = model::media_path("cover", core::sha256(photo), ".jpg");
    const std::string other = model::media_path("cover", core::sha256("other"), ".jpg");
    for (const char* place : {"public", "web"}) {
        tests::write(show / place / old, photo);
        tests::write(show / place / other, "a picture of another day");
        tests::write(show / place / "media/my-own.jpg", photo);
    }
    const tests::Ran plan = tests::cityfm_on(show.path(), "en", {"publish", "--plan"});
    CHECK(tests::holds(plan.out, "web  remove  " + old));
    CHECK(std::filesystem::exists(show / "web" / old));
    tests::write(show / "public" / old, photo);
    const tests::Ran ran = tests::cityfm_on(show.path(), "en", {"run"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(tests::holds(ran.err, "public/" + old + " showed where the photo was taken"));
    CHECK(tests::holds(ran.err, "web: " + old + " showed where the photo was taken"));
    for (const char* place : {"public", "web"}) {
        CHECK_FALSE(std::filesystem::exists(show / place / old));
        CHECK(std::filesystem::exists(show / place / other));
        // What does not bear the name of our media is not ours to remove.
        CHECK(std::filesystem::exists(show / place / "media/my-own.jpg"));
    }
    CHECK(tests::cityfm_on(show.path(), "en", {"run"}).err.find("showed where") == std::string::npos);
}
