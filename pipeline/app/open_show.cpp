// SPDX-License-Identifier: MIT
#include "pipeline/app/open_show.h"

#include <utility>

#include "pipeline/app/clock_check.h"

namespace cityfm::app {

OpenShow::OpenShow(const Session& session, const Opening& opening)
    : session_(session),
      lock_(session.lock()),
      usable_(load_usable(session, opening.named, opening.listen)),
      builder_(usable_.show, threads_for(opening.jobs), session.observer, session.stop),
      exit_code_(usable_.exit_code) {
    if (!opening.plans) session.require_today(usable_.show);
}

void OpenShow::require_right_clock() const {
    check_clock(session_, usable_.show);
}

Guard& OpenShow::guard_with(GuardOptions options) {
    options.kept = usable_.kept;
    return guard_.emplace(session_, usable_.show, std::move(options));
}

production::Plan OpenShow::plan(const MakeOptions& options) {
    return builder_.plan(wanted_of(options, usable_.show, session_.now));
}

Made OpenShow::make(const MakeOptions& options) {
    Made made = app::make(session_, builder_, options, usable_.show);
    exit_code_ = core::gravest(exit_code_, made.exit_code);
    return made;
}

Proofs OpenShow::prove(const std::vector<std::string>& episodes) {
    Proofs proofs = app::prove(session_, builder_, usable_.show, episodes);
    exit_code_ = core::gravest(exit_code_, proofs.exit_code);
    return proofs;
}

void OpenShow::copy_to_hear(const std::vector<std::string>& named, const std::filesystem::path& folder) {
    app::copy_to_hear(session_, builder_, usable_.show, named, folder);
}

const Staged& OpenShow::stage(Writing writing) {
    return staged_.emplace(stage_public(session_, usable_.show, builder_, guard_.value(), writing));
}

Published OpenShow::publish(const PublishOptions& options) {
    Published published = publish_staged(session_, usable_.show, staged_.value(), guard_.value(), options);
    reached_none_ = !usable_.show.targets.empty() && published.targets.empty();
    exit_code_ = core::gravest(exit_code_, published.exit_code);
    return published;
}

Announced OpenShow::announce(AnnounceOptions options) {
    if (reached_none_) {
        session_.observer.told(core::Code::nothing_announced, {});
        return {};
    }
    options.run = new_run(lock_);
    Announced announced = announce_staged(session_, usable_.show, staged_.value(), options);
    exit_code_ = core::gravest(exit_code_, announced.exit_code);
    return announced;
}

Preview OpenShow::preview(const AnnounceOptions& options) {
    return preview_announcements(session_, usable_.show, staged_.value(), options);
}

}  // namespace cityfm::app
