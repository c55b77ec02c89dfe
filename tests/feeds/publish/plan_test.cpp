// SPDX-License-Identifier: MIT
#include "feeds/publish/plan.h"

#include <catch2/catch.hpp>

using namespace cityfm;
using publish::FileClass;
using publish::PublishedFile;
using publish::Reason;
using Listing = std::map<std::string, publish::RemoteFile>;

namespace {

const std::string hash_a(64, 'a');
const std::string hash_b(64, 'b');

PublishedFile file(const std::string& path, FileClass file_class, const std::string& sha256 = hash_a) {
    return {path, file_class, sha256, 100, "", ""};
}

std::vector<std::string> paths(const publish::Plan& plan) {
    std::vector<std::string> all;
    for (const publish::Put& put : plan.puts) all.push_back(put.file.path);
    return all;
}

/// A target that only counts which digests it is asked for.
class Listed final : public publish::Target {
  public:
    explicit Listed(Listing listing) : listing_(std::move(listing)) {}
    Listing list() override { return listing_; }
    std::string digest(const std::string& path) override {
        asked.push_back(path);
        return hash_b;
    }
    std::string read(const std::string& /*path*/, std::uintmax_t /*most*/) override {
        FAIL("a plan reads nothing");
        return {};
    }
    void put(const PublishedFile& /*file*/, const core::PlainFile& /*local*/) override {
        FAIL("a plan writes nothing");
    }
    void remove(const std::string& /*path*/) override { FAIL("a plan removes nothing"); }
    publish::TargetTraits traits() const override { return {}; }
    void require_writable() override {}

    std::vector<std::string> asked;

  private:
    Listing listing_;
};

}  // namespace

TEST_CASE("media go first, then texts, images, pages, and the feed last") {
    const publish::Plan plan =
        publish::make_plan({file("feed.xml", FileClass::feed), file("index.html", FileClass::page),
                            file("media/cover.png", FileClass::image), file("media/b.vtt", FileClass::text),
                            file("media/b.mp3", FileClass::media), file("media/a.vtt", FileClass::text),
                            file("media/a.mp3", FileClass::media)},
                           {});
    CHECK(paths(plan) == std::vector<std::string>{"media/b.mp3", "media/a.mp3", "media/b.vtt", "media/a.vtt",
                                                  "media/cover.png", "index.html", "feed.xml"});
}

TEST_CASE("media that nothing names any more are forgotten, and nothing else ever is") {
    const Listing listing = {{"feed.xml", {1, {}}},
                             {"old.html", {1, {}}},
                             {"media/named-0123456789ab.mp3", {1, {}}},
                             {"media/gone-0123456789ab.mp3", {1, {}}},
                             {"media/gone-0123456789ab.vtt", {1, {}}},
                             {"media/by hand.mp3", {1, {}}},
                             {"media/logo.png", {1, {}}},
                             {"elsewhere/gone-0123456789ab.mp3", {1, {}}}};
    CHECK(publish::forgotten({file("media/named-0123456789ab.mp3", FileClass::media)}, listing) ==
          std::vector<std::string>{"media/gone-0123456789ab.mp3", "media/gone-0123456789ab.vtt"});
}

TEST_CASE("a file that the target does not list is absent") {
    const publish::Plan plan =
        publish::make_plan({file("feed.xml", FileClass::feed)}, {{"other.xml", {100, hash_a}}});
    REQUIRE(plan.puts.size() == 1);
    CHECK(plan.puts[0].reason == Reason::absent);
    CHECK(plan.unchanged == 0);
}

TEST_CASE("a file with the same size and digest is left alone") {
    const publish::Plan plan =
        publish::make_plan({file("feed.xml", FileClass::feed)}, {{"feed.xml", {100, hash_a}}});
    CHECK(plan.puts.empty());
    CHECK(plan.unchanged == 1);
}

TEST_CASE("another size, another digest, or no digest is a change") {
    const publish::RemoteFile remote =
        GENERATE(publish::RemoteFile{99, hash_a}, publish::RemoteFile{100, hash_b},
                 publish::RemoteFile{100, std::nullopt});
    const publish::Plan plan =
        publish::make_plan({file("feed.xml", FileClass::feed)}, {{"feed.xml", remote}});
    REQUIRE(plan.puts.size() == 1);
    CHECK(plan.puts[0].reason == Reason::changed);
}

TEST_CASE("a file named by its content is compared by its size") {
    const PublishedFile named = file("media/ramen-aaaaaaaaaaaa.mp3", FileClass::media);
    CHECK(publish::make_plan({named}, {{named.path, {100, std::nullopt}}}).unchanged == 1);
    CHECK(publish::make_plan({named}, {{named.path, {99, std::nullopt}}}).puts.size() == 1);
    SECTION("unless the target says that its digest is another") {
        CHECK(publish::make_plan({named}, {{named.path, {100, hash_b}}}).puts.size() == 1);
    }
    SECTION("and eleven digits of the hash are not its name") {
        const PublishedFile nearly = file("media/ramen-aaaaaaaaaaa.mp3", FileClass::media);
        CHECK(publish::make_plan({nearly}, {{nearly.path, {100, std::nullopt}}}).puts.size() == 1);
    }
}

TEST_CASE("what the target holds besides is never part of a plan") {
    const publish::Plan plan = publish::make_plan({}, {{"media/old.mp3", {100, hash_a}}});
    CHECK(plan.puts.empty());
    CHECK(plan.unchanged == 0);
}

TEST_CASE("only a file whose size agrees and whose name says nothing is read for its digest") {
    Listed target({{"feed.xml", {100, std::nullopt}},
                   {"page.html", {99, std::nullopt}},
                   {"known.html", {100, hash_a}},
                   {"stranger.html", {100, std::nullopt}},
                   {"media/ramen-aaaaaaaaaaaa.mp3", {100, std::nullopt}}});
    const std::vector<PublishedFile> files = {
        file("feed.xml", FileClass::feed), file("page.html", FileClass::page),
        file("known.html", FileClass::page), file("new.html", FileClass::page),
        file("media/ramen-aaaaaaaaaaaa.mp3", FileClass::media)};
    const Listing listing = publish::listing_for(target, files);
    CHECK(target.asked == std::vector<std::string>{"feed.xml"});
    CHECK(listing.at("feed.xml").sha256 == hash_b);
    CHECK(paths(publish::make_plan(files, listing)) ==
          std::vector<std::string>{"page.html", "new.html", "feed.xml"});
}

TEST_CASE("feeds and pages are asked for again, files named by their content never") {
    for (const FileClass fixed : {FileClass::media, FileClass::text, FileClass::image}) {
        CHECK(publish::cache_control(fixed) == "public, max-age=31536000, immutable");
    }
    for (const FileClass changing : {FileClass::page, FileClass::feed}) {
        CHECK(publish::cache_control(changing) == "max-age=300, must-revalidate");
    }
}
