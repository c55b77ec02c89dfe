// SPDX-License-Identifier: MIT
#include "pipeline/app/make/step.h"

#include "pipeline/core/file.h"
#include "pipeline/production/steps/steps.h"

namespace cityfm::app {

production::Specification run_step(const Session& session, const std::filesystem::path& file, int jobs) {
    constexpr std::uintmax_t most_bytes = 64U << 20U;
    core::Findings findings;
    auto specification =
        production::parse_specification(core::read_file(file, most_bytes), file.string(), findings);
    if (!specification) throw core::FindingsError(findings);
    const model::Show show = model::load_show(session.show_folder()).show;
    const core::Folder folder(show.folder);
    const production::Store store(folder);
    const production::PublicFolder published(folder, store);
    production::PictureCache pictures(folder, store);
    const production::Workshop shop{folder, store, published, pictures, session.reach_for(show)};
    core::ThreadPool pool(threads_for(jobs));
    const core::Work work = production::work_of(production::kind_of(*specification), specification->episode,
                                                specification->rendition);
    session.observer.started(work);
    const audio::Job job{pool, session.stop,
                         [&](double fraction) { session.observer.advanced(work, fraction); }};
    production::run(*specification, shop, job);
    session.observer.finished(work);
    return *std::move(specification);
}

}  // namespace cityfm::app
