// SPDX-License-Identifier: MIT
// Tags nested so deep that reading them by recursion needs more than a stack, and hidden from a look at them.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdint>
#include <string>

#include "pipeline/core/error.h"
#include "pipeline/media/inspect.h"
#include "pipeline/media/package.h"
#include "tests/pipeline/media/tagged.h"

using namespace cityfm;
using namespace std::string_literals;

namespace {

constexpr std::size_t depth = 100'000;

/// True when some work in a process of its own ends well, or by an error of ours.
template <class Work>
bool ends_well(const Work& work) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::signal(SIGSEGV, SIG_DFL);
        const rlimit no_core{0, 0};
        ::setrlimit(RLIMIT_CORE, &no_core);
        int code = 0;
        try {
            work();
        } catch (const core::Error&) {
            code = 0;
        } catch (...) {
            code = 2;
        }
        ::_exit(code);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status == 0;
}

void check_no_harm(const std::string& format, const std::string& bytes) {
    const tests::TempFolder folder;
    const std::filesystem::path file = folder / ("hostile." + format);
    tests::write(file, bytes);
    media::Tags tags;
    tags.title = "x";
    CHECK(ends_well([&] { media::inspect(file); }));
    CHECK(ends_well([&] { media::package(file, format, tags, folder / "out"); }));
}

std::string plain(const std::string& format) {
    const tests::TempFolder folder;
    return tests::read(tests::sound_file(folder, format));
}

std::string big(std::size_t value) {
    std::string text;
    for (unsigned i = 4; i > 0; --i) text += static_cast<char>(value >> (8 * (i - 1)) & 0xffU);
    return text;
}

std::string id3(const std::string& frames, std::size_t claimed) {
    std::string size;
    for (unsigned i = 4; i > 0; --i) size += static_cast<char>(claimed >> (7 * (i - 1)) & 0x7fU);
    return "ID3\3\0\0"s + size + frames;
}

std::string nested_chapters() {
    std::string nested;
    for (std::size_t inside = depth; inside > 0; --inside)
        nested += "CHAP" + big(18 * inside + 10 * (inside - 1)) + "\0\0a\0"s + std::string(16, '\0');
    return nested;
}

}  // namespace

TEST_CASE("deep chapters in a tag that does not stand at the beginning are no harm") {
    // FFmpeg finds the sound inside the tag's first frame; TagLib finds the tag before it.
    const std::string sound = plain("mp3");
    const std::string frames = "PRIV" + big(sound.size()) + "\0\0"s + sound + nested_chapters();
    check_no_harm("mp3", "\xff\xfb\x90\0"s + id3(frames, frames.size()) + sound);
}

TEST_CASE("deep chapters in a tag that claims to reach past the end are no harm") {
    for (const char* format : {"mp3", "flac"})
        check_no_harm(format, id3(nested_chapters(), 0x0fffffff) + plain(format));
}

TEST_CASE("deep boxes that reach past the ones around them are no harm") {
    std::string nested;
    for (std::size_t i = 0; i < depth; ++i) nested += big(0x7fffffff) + "moov";
    check_no_harm("m4a", plain("m4a") + nested);
    check_no_harm("m4a", plain("m4a") + big(16) + "moov" + nested);
}

TEST_CASE("deep boxes that stand behind eight bytes of their own are no harm") {
    std::string nested;
    for (std::size_t inside = depth; inside > 0; --inside)
        nested += big(16 * inside) + "stsd" + std::string(8, '\0');
    check_no_harm("m4a", plain("m4a") + big(nested.size() + 8) + "moov" + nested);
}

TEST_CASE("an MP3 and a WAV of two thousand chapters that we wrote are read") {
    for (const std::string format : {"mp3", "wav"}) {
        INFO(format);
        const tests::TempFolder folder;
        media::Tags tags;
        tags.title = "x";
        tags.sound.duration_seconds = 2;
        for (int i = 0; i < 2000; ++i) tags.chapters.push_back({i, "c"});
        const std::filesystem::path file = tests::tagged(folder, format, tags);
        CHECK_NOTHROW(media::inspect(file));
    }
}
