// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <mutex>
#include <set>

#include "pipeline/app/open_show.h"
#include "pipeline/app/withdraw.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"

using namespace cityfm;
using core::Code;

namespace {

/// Keeps what a use case reports.
class Recorder final : public app::Observer {
  public:
    using app::Observer::found;
    void found(const core::Finding& finding) override { findings.push_back(finding); }
    void failed(const core::Error& error) override { failures.push_back(error.code); }
    void told(Code what, const core::Args& /*args*/) override { news.push_back(what); }
    std::optional<bool> agreed(Code /*question*/, const core::Args& /*args*/) override {
        return std::nullopt;
    }
    bool wants_hints() const override { return false; }

    void started(const core::Work& work) override {
        const std::scoped_lock lock(mutex_);
        begun.insert(work.doing);
    }
    void advanced(const core::Work& /*work*/, double fraction) override {
        const std::scoped_lock lock(mutex_);
        is_in_bounds = is_in_bounds && fraction >= 0 && fraction <= 1;
    }
    void finished(const core::Work& /*work*/) override {}

    bool has_told(Code what) const { return std::find(news.begin(), news.end(), what) != news.end(); }

    core::Findings findings;
    std::vector<Code> failures;
    std::vector<Code> news;
    std::set<Code> begun;
    bool is_in_bounds = true;

  private:
    std::mutex mutex_;
};

/// A session about a show, as a front end other than the command line has it.
app::Session session_of(const std::filesystem::path& show, app::Observer& observer) {
    const core::Clock clock(*core::parse_rfc3339(tests::small_show_now));
    return {observer,    show, clock,
            clock.now(), {},   [](Code code, const core::Args&) {
                return std::string(core::name_of(code)); }};
}

/// Looks where nothing was published yet.
void look(app::OpenShow& open) {
    app::GuardOptions options;
    options.first_time = true;
    open.guard_with(options).look({});
}

/// The small show, and a session about it.
struct Scene {
    Scene() { tests::make_small_show(show.path()); }

    std::string feed() const { return tests::read(show / "web/feed.xml"); }

    tests::TempFolder show;
    Recorder observer;
    app::Session session = session_of(show.path(), observer);
};

}  // namespace

TEST_CASE("a show is built, published and announced without a command line") {
    Scene scene;
    const auto& [show, observer, session] = scene;
    app::OpenShow open(session, {.listen = app::Listen::to_new_recordings});
    look(open);

    const app::Made made = open.make({});
    CHECK(made.built.made == std::vector<std::string>{"one", "two"});
    CHECK(open.show().episodes[0].release->renditions.size() == 2);
    CHECK(observer.begun.contains(Code::mastering));
    CHECK(observer.is_in_bounds);
    // The pictures have the words that the session gave.
    CHECK(tests::holds(tests::read(show / ".cityfm/reports/one.svg"), "word-momentary"));

    open.stage();
    const app::Published published = open.publish({});
    REQUIRE(published.targets.size() == 1);
    CHECK(published.targets[0].id == "web");
    CHECK(published.targets[0].plan.puts.back().file.path == "feed.xml");
    CHECK(std::filesystem::is_regular_file(show / "web/feed.xml"));

    const app::Announced announced = open.announce({});
    REQUIRE(announced.posts.size() == 2);
    CHECK(announced.posts[0].id == "lobby/one");
    CHECK(announced.posts[0].status == announce::Status::sent);
    CHECK(tests::lines_of(show / "sent.jsonl").size() == 2);
    CHECK(open.exit_code() == 0);
    CHECK(observer.failures.empty());
    CHECK(observer.has_told(Code::published));
    CHECK(observer.has_told(Code::announced));
}

TEST_CASE("what reached no target is not announced, and the observer hears why") {
    Scene scene;
    app::OpenShow open(scene.session, {});
    look(open);
    open.make({});
    open.stage();
    // In the place of the target's folder.
    tests::write(scene.show / "web", "a file");
    CHECK(open.publish({}).targets.empty());
    CHECK(open.announce({}).posts.empty());
    CHECK(scene.observer.has_told(Code::nothing_announced));
    CHECK(scene.observer.failures.size() == 1);
    CHECK(open.exit_code() != 0);
}

TEST_CASE("an episode is withdrawn and brought back without a command line") {
    Scene scene;
    {
        app::OpenShow open(scene.session, {});
        look(open);
        open.make({});
        open.stage();
        open.publish({});
    }
    app::WithdrawOptions options;
    options.episode = "one";
    const app::Withdrawn gone = app::withdraw(scene.session, options);
    CHECK(gone.was_changed);
    CHECK(gone.exit_code == 0);
    CHECK(gone.since.starts_with("2026-11-22T21:00"));
    CHECK_FALSE(tests::holds(scene.feed(), "ひとつめ"));
    options.undo = true;
    CHECK(app::withdraw(scene.session, options).since.empty());
    CHECK(tests::holds(scene.feed(), "ひとつめ"));
}
