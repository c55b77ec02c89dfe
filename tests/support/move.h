// SPDX-License-Identifier: MIT
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/servers/old_host.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/listener.h"

namespace cityfm::tests {

/// An old host, and a folder beside which its show is brought.
class Move {
  public:
    OldHost host;

    std::filesystem::path show() const { return folder_ / "show"; }

    Ran import(std::vector<std::string> more = {}, const Launch& launch = {}) const {
        std::vector<std::string> arguments = {"--lang",
                                              "en",
                                              "--now",
                                              small_show_now,
                                              "import",
                                              host.feed(),
                                              "--into",
                                              show(),
                                              "--allow-private",
                                              "--address",
                                              "https://radio.example.jp/"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return cityfm(arguments, launch);
    }

    Ran download() const { return import({"--media", "download"}); }

    Ran on_show(std::vector<std::string> arguments) const {
        return cityfm_on(show(), "en", std::move(arguments));
    }

    /// The feed of what was imported, against the one that the host serves.
    Ran compare() const {
        const Ran feed = on_show({"feed"});
        REQUIRE(feed.code == 0);
        write(folder_ / "new.xml", feed.out);
        write(folder_ / "old.xml", host.xml());
        return cityfm({"--lang", "en", "--json", "compare", folder_ / "old.xml", folder_ / "new.xml"});
    }

    /// The digests of the sounds that lie in `public/`.
    std::multiset<std::string> sounds() const { return sounds_below(show() / "public/media"); }

    std::filesystem::path folder() const { return folder_.path(); }

  private:
    TempFolder folder_;
};

/// The release of an episode that was brought.
inline nlohmann::json release_of(const Move& move, const std::string& episode) {
    return nlohmann::json::parse(read(move.show() / "episodes" / episode / "release.json"));
}

}  // namespace cityfm::tests
