// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "feeds/publish/plan.h"
#include "pipeline/core/error.h"
#include "tests/feeds/publish/target_contract.h"
#include "tests/support/files.h"

using namespace cityfm;
using publish::FileClass;
using publish::PublishedFile;

namespace {

/// Passes everything on to another target, and fails at one put.
class FailingTarget final : public publish::Target {
  public:
    FailingTarget(publish::Target& inner, std::size_t fail_at) : inner_(inner), fail_at_(fail_at) {}

    std::map<std::string, publish::RemoteFile> list() override { return inner_.list(); }
    std::string digest(const std::string& path) override { return inner_.digest(path); }
    std::string read(const std::string& path, std::uintmax_t most) override {
        return inner_.read(path, most);
    }
    void put(const PublishedFile& file, const core::PlainFile& local) override {
        if (puts++ == fail_at_) throw core::Error(core::Kind::refused, core::Code::put_not_whole);
        inner_.put(file, local);
    }
    void remove(const std::string& path) override { inner_.remove(path); }
    publish::TargetTraits traits() const override { return inner_.traits(); }
    void require_writable() override { inner_.require_writable(); }

    std::size_t puts = 0;

  private:
    publish::Target& inner_;
    std::size_t fail_at_;
};

/// A show's files on this machine, the feed first, as no plan may send them.
struct Files {
    tests::TempFolder local;
    std::vector<PublishedFile> all = {
        tests::local_file(local.path(), "feed.xml", FileClass::feed, "<rss/>"),
        tests::local_file(local.path(), "index.html", FileClass::page, "<p>"),
        tests::local_file(local.path(), "media/cover.png", FileClass::image, "png"),
        tests::local_file(local.path(), "media/a.vtt", FileClass::text, "WEBVTT"),
        tests::local_file(local.path(), "media/a.mp3", FileClass::media, "sound"),
    };
    core::PlainFile operator()(const std::string& path) const { return core::PlainFile(local / path); }
};

void nothing(const publish::Put& /*put*/) {}

}  // namespace

TEST_CASE("a failure ends the run before the feed goes out, wherever it happens") {
    const Files files;
    const tests::TempFolder place;
    const auto folder = publish::open_folder(place.path());
    const std::size_t fail_at = GENERATE(0U, 1U, 2U, 3U, 4U);
    CAPTURE(fail_at);
    FailingTarget target(*folder, fail_at);
    const auto plan = [&] { return publish::make_plan(files.all, publish::listing_for(target, files.all)); };
    CHECK_THROWS_AS(publish::apply(plan(), target, std::cref(files), nothing, {}), core::Error);
    CHECK(target.puts == fail_at + 1);
    CHECK(folder->list().size() == fail_at);
    CHECK(folder->list().count("feed.xml") == 0);

    // The next run sends what is missing and nothing twice.
    publish::apply(plan(), target, std::cref(files), nothing, {});
    CHECK(target.puts == fail_at + 1 + (5 - fail_at));
    CHECK(plan().puts.empty());
    CHECK(tests::read(place / "feed.xml") == "<rss/>");
}

TEST_CASE("a file that is gone from this machine keeps the feed back, too") {
    const Files files;
    const tests::TempFolder place;
    const auto target = publish::open_folder(place.path());
    std::filesystem::remove(files.local / "media/a.mp3");
    const publish::Plan plan = publish::make_plan(files.all, {});
    CHECK_THROWS_AS(publish::apply(plan, *target, std::cref(files), nothing, {}), core::Error);
    CHECK(target->list().empty());
}

TEST_CASE("each put is told before it happens, in the plan's order") {
    const Files files;
    const tests::TempFolder place;
    const auto target = publish::open_folder(place.path());
    std::vector<std::string> told;
    publish::apply(publish::make_plan(files.all, {}), *target, std::cref(files),
                   [&](const publish::Put& put) {
                       CHECK(target->list().count(put.file.path) == 0);
                       told.push_back(put.file.path);
                   },
                   {});
    CHECK(told == std::vector<std::string>{"media/a.mp3", "media/a.vtt", "media/cover.png", "index.html",
                                           "feed.xml"});
}

TEST_CASE("who asks for the end gets it before the next file") {
    const Files files;
    const tests::TempFolder place;
    const auto target = publish::open_folder(place.path());
    std::stop_source stop;
    const auto stop_at_image = [&](const publish::Put& put) {
        if (put.file.file_class == FileClass::image) stop.request_stop();
    };
    try {
        publish::apply(publish::make_plan(files.all, {}), *target, std::cref(files), stop_at_image,
                       stop.get_token());
        FAIL("it went on to the end");
    } catch (const core::Error& error) {
        CHECK(error.kind == core::Kind::interrupted);
    }
    CHECK(target->list().count("media/a.mp3") == 1);
    CHECK(target->list().count("index.html") == 0);
    CHECK(target->list().count("feed.xml") == 0);
}
