// SPDX-License-Identifier: MIT
#include "tests/feeds/publish/target_contract.h"

#include <catch2/catch.hpp>

#include "feeds/publish/plan.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "tests/support/files.h"

namespace cityfm::tests {
namespace {

using publish::FileClass;
using publish::PublishedFile;

std::vector<std::string> listed(publish::Target& target) {
    std::vector<std::string> paths;
    for (const auto& [path, file] : target.list()) paths.push_back(path);
    return paths;
}

}  // namespace

PublishedFile local_file(const std::filesystem::path& folder, const std::string& path, FileClass file_class,
                         const std::string& content) {
    write(folder / path, content);
    return {path,
            file_class,
            core::sha256(content),
            content.size(),
            "application/octet-stream",
            publish::cache_control(file_class)};
}

void check_target_contract(const OpenTarget& open_with) {
    const auto open = [&] { return open_with({}); };
    const TempFolder local;
    const auto target = open();
    const PublishedFile feed = local_file(local.path(), "feed.xml", FileClass::feed, "<rss/>");

    SECTION("an empty target lists nothing, and can be written") {
        CHECK(target->list().empty());
        target->require_writable();
        CHECK(target->list().empty());
    }

    SECTION("a listing and an upload end when the end is asked for, and leave nothing half-written") {
        target->put(feed, core::PlainFile(local / feed.path));
        const PublishedFile media = local_file(local.path(), "media/a.mp3", FileClass::media, "sound");
        std::stop_source end;
        end.request_stop();
        const auto ended = open_with(end.get_token());
        const auto kind_of = [](const auto& call) {
            try {
                call();
            } catch (const core::Error& error) {
                return error.kind;
            }
            return core::Kind::failed;
        };
        CHECK(kind_of([&] { ended->list(); }) == core::Kind::interrupted);
        CHECK(kind_of([&] { ended->put(media, core::PlainFile(local / media.path)); }) ==
              core::Kind::interrupted);
        CHECK(listed(*open()) == std::vector<std::string>{"feed.xml"});
    }

    SECTION("what it says of its listing is so") {
        target->put(feed, core::PlainFile(local / feed.path));
        CHECK(open()->list().at("feed.xml").sha256.has_value() == target->traits().lists_digests);
    }

    SECTION("a file is listed after it was put, with its size, and its digest can be asked for") {
        const PublishedFile media = local_file(local.path(), "media/a b-しお.mp3", FileClass::media, "sound");
        target->put(media, core::PlainFile(local / media.path));
        target->put(feed, core::PlainFile(local / feed.path));
        CHECK(listed(*open()) == std::vector<std::string>{"feed.xml", "media/a b-しお.mp3"});
        CHECK(open()->list().at(media.path).bytes == 5);
        CHECK(open()->digest("feed.xml") == core::sha256("<rss/>"));
    }

    SECTION("a removed file is gone, and its neighbours stay") {
        const PublishedFile media = local_file(local.path(), "media/a.mp3", FileClass::media, "sound");
        target->put(media, core::PlainFile(local / media.path));
        target->put(feed, core::PlainFile(local / feed.path));
        target->remove(media.path);
        CHECK(listed(*open()) == std::vector<std::string>{"feed.xml"});
        CHECK_THROWS_AS(target->remove("../feed.xml"), core::Error);
    }

    SECTION("an empty file is a file") {
        const PublishedFile empty = local_file(local.path(), "empty.vtt", FileClass::text, "");
        target->put(empty, core::PlainFile(local / empty.path));
        CHECK(open()->list().at("empty.vtt").bytes == 0);
    }

    SECTION("a file reads back as it was put, unless it is larger than asked for") {
        target->put(feed, core::PlainFile(local / feed.path));
        CHECK(open()->read("feed.xml", 6) == "<rss/>");
        CHECK_THROWS_AS(open()->read("feed.xml", 5), core::Error);
        CHECK_THROWS_AS(open()->read("nothing.xml", 5), core::Error);
    }

    SECTION("a later put replaces the file") {
        target->put(feed, core::PlainFile(local / feed.path));
        const PublishedFile next = local_file(local.path(), "feed.xml", FileClass::feed, "<rss>longer</rss>");
        target->put(next, core::PlainFile(local / next.path));
        CHECK(open()->list().at("feed.xml").bytes == 17);
        CHECK(open()->digest("feed.xml") == next.sha256);
    }

    SECTION("a file whose size or digest is not the one promised never becomes visible") {
        PublishedFile wrong = feed;
        const bool in_size = GENERATE(true, false);
        if (in_size) {
            wrong.bytes += 1;
        } else {
            wrong.sha256 = core::sha256("<RSS/>");
        }
        CHECK_THROWS_AS(target->put(wrong, core::PlainFile(local / feed.path)), core::Error);
        CHECK(open()->list().empty());
    }

    SECTION("a put that fails leaves what was there before") {
        target->put(feed, core::PlainFile(local / feed.path));
        PublishedFile cut = local_file(local.path(), "cut.xml", FileClass::feed, "<rs");
        cut.path = "feed.xml";
        cut.bytes = 100;
        CHECK_THROWS_AS(target->put(cut, core::PlainFile(local / "cut.xml")), core::Error);
        CHECK_THROWS_AS(target->put(feed, core::PlainFile(local / "nothing-here.xml")), core::Error);
        CHECK(listed(*open()) == std::vector<std::string>{"feed.xml"});
        CHECK(open()->digest("feed.xml") == core::sha256("<rss/>"));
    }

    SECTION("a path that leaves the target is refused") {
        PublishedFile leaving = feed;
        const std::string absolute = local / "elsewhere.xml";
        leaving.path =
            GENERATE_COPY(values<std::string>({absolute, "../feed.xml", "media/../../feed.xml", "..", ""}));
        CAPTURE(leaving.path);
        CHECK_THROWS_AS(target->put(leaving, core::PlainFile(local / feed.path)), core::Error);
        CHECK_THROWS_AS(target->digest(leaving.path), core::Error);
        CHECK_THROWS_AS(target->read(leaving.path, 1000), core::Error);
        CHECK(open()->list().empty());
    }

    SECTION("the second plan is empty") {
        const PublishedFile media =
            local_file(local.path(), "media/a-" + core::sha256("sound").substr(0, 12) + ".mp3",
                       FileClass::media, "sound");
        const std::vector<PublishedFile> files = {feed, media};
        const auto plan = [&] {
            const auto reached = open();
            return publish::make_plan(files, publish::listing_for(*reached, files));
        };
        REQUIRE(plan().puts.size() == 2);
        publish::apply(
            plan(), *target, [&](const std::string& path) { return core::PlainFile(local / path); },
            [](const publish::Put&) {}, {});
        CHECK(plan().puts.empty());
        CHECK(plan().unchanged == 2);
    }
}

}  // namespace cityfm::tests
