// SPDX-License-Identifier: MIT
#include "pipeline/app/doctor.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "feeds/publish/open_target.h"
#include "pipeline/app/announce/channels.h"
#include "pipeline/app/show/load.h"
#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/audio/meter/reference_meter.h"
#include "pipeline/audio/meter/self_test.h"
#include "pipeline/av/encoding.h"
#include "pipeline/model/channel_types.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// The error that `look` throws, if any.
template <class Look>
std::optional<Error> problem_of(const Look& look) {
    try {
        look();
        return std::nullopt;
    } catch (const Error& error) {
        if (error.kind == Kind::interrupted) throw;
        return error;
    }
}

Examined examine_files(const model::LoadedShow& loaded) {
    const core::Findings& findings = loaded.findings;
    const auto errors = std::count_if(findings.begin(), findings.end(), [](const core::Finding& finding) {
        return finding.severity == core::Severity::error;
    });
    if (errors == 0) return {"show.toml", loaded.show.title};
    return {"show.toml", "", Error(Kind::show, Code::errors_in_show, {{"count", std::to_string(errors)}})};
}

Examined examine_folder(const std::filesystem::path& folder) {
    return {folder.filename().string() + "/", "", problem_of([&] {
                if (::access(folder.c_str(), W_OK) != 0)
                    core::fail_on_file(Code::cannot_write, folder, errno);
            })};
}

Examined examine_target(const Session& session, const model::Show& show, const model::Target& target) {
    return {"[[target]] " + target.id, target.path,
            problem_of([&] { publish::open_target(show, target, session.stop)->require_writable(); })};
}

/// Asks the service, without posting anything, what would keep an announcement from arriving.
void examine_channel(const Session& session, const model::Show& show, const model::Channel& channel,
                     std::vector<Examined>& items) {
    if (model::channel_type(channel.type) == nullptr) return;
    const std::string name = "[[channel]] " + channel.id;
    const auto problem = problem_of([&] {
        const OpenedChannel opened = open_channel(session, show, channel, SecretUse::needed);
        items.push_back({name, channel.type + (channel.to.empty() ? "" : " " + channel.to)});
        for (const announce::Check& check : opened.channel->check())
            items.push_back({name + " " + check.name, "", check.problem});
    });
    if (problem) items.push_back({name, "", problem});
}

}  // namespace

std::vector<Examined> examine_machine() {
    std::vector<Examined> items;
    const auto need = [&](const std::string& name, bool good, const std::string& package) {
        items.push_back({name, "", std::nullopt});
        if (!good) items.back().problem = Error(Kind::failed, Code::install_package, {{"name", package}});
    };
    for (const audio::EncodingRow& row : audio::encodings())
        need("FFmpeg " + std::string(row.codec), av::has_encoder(std::string(row.codec)), "libavcodec59");
    need("tzdata", core::is_zone("Asia/Tokyo"), "tzdata");
    return items;
}

std::vector<Examined> examine_sound() {
    std::vector<Examined> items;
    for (const audio::SelfTest& test : audio::test_meters()) {
        const auto figures = [&](const audio::Loudness& loudness) {
            return audio::show_figure(loudness.integrated_lufs) + " LUFS, " +
                   audio::show_figure(loudness.true_peak_dbtp) + " dBTP";
        };
        Examined item{test.signal, figures(test.ours) + " (libebur128 " + figures(test.reference) + ")",
                      std::nullopt};
        if (!test.is_good()) item.problem = audio::disagreement(test.signal, test.ours, test.reference);
        items.push_back(std::move(item));
    }
    return items;
}

std::vector<Examined> examine_show(const Session& session) {
    const model::LoadedShow loaded = load_with_findings(session, session.show_folder());
    const model::Show& show = loaded.show;
    std::vector<Examined> items = {examine_files(loaded), examine_folder(show.folder)};
    for (const model::Target& target : show.targets) items.push_back(examine_target(session, show, target));
    // What a channel says of its settings would show a secret that stands in them.
    const bool has_secret =
        std::any_of(loaded.findings.begin(), loaded.findings.end(),
                    [](const core::Finding& finding) { return finding.code == Code::secret_in_file; });
    if (has_secret) return items;
    for (const model::Channel& channel : show.channels) examine_channel(session, show, channel, items);
    return items;
}

}  // namespace cityfm::app
