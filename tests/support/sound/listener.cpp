// SPDX-License-Identifier: MIT
#include "tests/support/sound/listener.h"

#include <catch2/catch.hpp>

#include "tests/support/command.h"

namespace cityfm::tests {

std::multiset<std::string> sounds_below(const std::filesystem::path& folder) {
    std::multiset<std::string> digests;
    for (const auto& [file, digest] : digests_below(folder))
        if (file.ends_with(".mp3")) digests.insert(digest);
    return digests;
}

std::string Listener::gpo(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"gpo", "-q"});
    Launch launch;
    launch.environment = {"LC_ALL=C.UTF-8", "HOME=" + home_.path().string(),
                          "GPODDER_HOME=" + (home_ / "gpodder").string(),
                          "GPODDER_DOWNLOAD_DIR=" + (home_ / "sound").string()};
    const Ran ran = run_program(arguments, launch);
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    return ran.out;
}

}  // namespace cityfm::tests
