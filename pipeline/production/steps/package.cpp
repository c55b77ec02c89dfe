// SPDX-License-Identifier: MIT
#include "pipeline/media/package.h"
#include "pipeline/core/json.h"

#include "pipeline/production/results.h"
#include "pipeline/production/steps/steps.h"

namespace cityfm::production {
namespace {

media::SoundFigures figures_of(const StoredSound& sound) {
    // As the release will have them, so that tagging out of it later gives the same bytes.
    const auto recorded = [](const std::optional<double>& figure) {
        return model::as_recorded(figure.value_or(0));
    };
    return {static_cast<double>(sound.frames) / audio::house_rate, recorded(sound.loudness.integrated_lufs),
            recorded(sound.loudness.true_peak_dbtp)};
}

/// Sound to be tagged, and what was measured of it.
struct Source {
    core::PlainFile file;
    media::SoundFigures figures;
};

Source source_of(const PackageStep& step, const Workshop& shop) {
    if (const auto* released = std::get_if<ReleasedFile>(&step.sound))
        return {shop.published.open(*released), released->figures};
    const StoredSound encoded =
        require_result(shop.store, std::get<std::string>(step.sound), to_stored_sound);
    return {shop.store.open_object(encoded.sha256), figures_of(encoded)};
}

}  // namespace

void run(const PackageStep& step, const std::string& key, const Workshop& shop, const audio::Job& /*job*/) {
    const Source source = source_of(step, shop);
    media::Tags tags = step.tags;
    const auto scaled = [&](const ShowFile& picture, const media::PictureSize& size) {
        if (picture.path.empty()) return std::string();
        const auto file = shop.show.find_file(core::ShowPath(picture.path));
        if (!file || !shop.store.holds(*file, picture.sha256))
            throw core::Error(core::Kind::later, core::Code::bytes_differ, {{"path", picture.path}});
        return shop.pictures.scaled(picture.path, size);
    };
    tags.picture = scaled(step.picture, media::in_sound_files);
    for (std::size_t i = 0; i < tags.chapters.size() && i < step.chapter_pictures.size(); ++i)
        tags.chapters[i].picture = scaled(step.chapter_pictures[i], media::in_chapters);
    tags.sound = source.figures;
    const std::filesystem::path file = shop.store.work_file(key);
    const std::string stream = media::package(source.file.path(), step.format, tags, file);
    const std::uintmax_t bytes = std::filesystem::file_size(file);
    const std::string sha256 = shop.store.adopt(file);
    shop.store.put_result(key, {{"sha256", sha256}, {"stream_sha256", stream}, {"bytes", bytes}});
}

}  // namespace cityfm::production
