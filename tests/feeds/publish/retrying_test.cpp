// SPDX-License-Identifier: MIT
#include "feeds/publish/retrying.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <vector>

#include "feeds/publish/plan.h"
#include "pipeline/core/error.h"
#include "tests/feeds/publish/target_contract.h"
#include "tests/support/files.h"

using namespace cityfm;
using core::Kind;

namespace {

/// A folder whose first calls fail.
class Failing final : public publish::Target {
  public:
    Failing(std::unique_ptr<publish::Target> target, Kind kind, int failures)
        : target_(std::move(target)), kind_(kind), failures_(failures) {}

    publish::TargetTraits traits() const override { return target_->traits(); }
    std::map<std::string, publish::RemoteFile> list() override {
        fail();
        return target_->list();
    }
    std::string digest(const std::string& path) override {
        fail();
        return target_->digest(path);
    }
    std::string read(const std::string& path, std::uintmax_t most) override {
        fail();
        return target_->read(path, most);
    }
    void put(const publish::PublishedFile& file, const core::PlainFile& local) override {
        fail();
        target_->put(file, local);
    }
    void remove(const std::string& path) override {
        fail();
        target_->remove(path);
    }
    void require_writable() override {
        fail();
        target_->require_writable();
    }

  private:
    void fail() {
        if (failures_-- > 0) throw core::Error(kind_, core::Code::http_failed, {{"reason", "503"}});
    }

    std::unique_ptr<publish::Target> target_;
    Kind kind_;
    int failures_;
};

/// Lists a target whose first calls fail. Gives the pauses; throws what the listing throws.
std::vector<std::chrono::milliseconds> pauses_of(Kind kind, int failures) {
    const tests::TempFolder place;
    std::vector<std::chrono::milliseconds> pauses;
    const auto target =
        publish::retrying(std::make_unique<Failing>(publish::open_folder(place.path()), kind, failures),
                          [&](std::chrono::milliseconds time) { pauses.push_back(time); });
    try {
        target->list();
    } catch (const core::Error& error) {
        CHECK(error.kind == kind);
        CHECK(failures > 0);
    }
    return pauses;
}

}  // namespace

TEST_CASE("a target that tries again keeps the contract of targets, though each first call fails") {
    const tests::TempFolder place;
    tests::check_target_contract([&](const std::stop_token& stop) {
        return publish::retrying(
            std::make_unique<Failing>(publish::open_folder(place / "www", stop), Kind::later, 1),
            [](std::chrono::milliseconds) {});
    });
}

TEST_CASE("what may pass is tried four times, with pauses, and what stays once") {
    CHECK(pauses_of(Kind::later, 0).empty());
    CHECK(pauses_of(Kind::later, 2).size() == 2);
    CHECK(pauses_of(Kind::later, 9).size() == 3);
    for (const Kind kind : {Kind::refused, Kind::failed, Kind::unknown, Kind::interrupted})
        CHECK(pauses_of(kind, 1).empty());
}
