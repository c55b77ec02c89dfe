// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/cli/channels.h"
#include "pipeline/cli/commands/commands.h"
#include "pipeline/core/environment.h"
#include "pipeline/core/error.h"
#include "pipeline/model/channel_types.h"

namespace cityfm::cli {
namespace {

/// One thing that was looked at.
struct Item {
    std::string name;
    bool good = false;
    std::string detail;
};

std::vector<Item> look_at_machine(const Terminal& terminal) {
    std::vector<Item> items;
    for (const audio::EncodingRow& row : audio::encodings()) {
        const bool good = av::has_encoder(std::string(row.codec));
        items.push_back(
            {"FFmpeg " + std::string(row.codec), good,
             good ? ""
                  : terminal.text({"install libavcodec59 or newer", "libavcodec59 以降を入れてください"})});
    }
    const bool zones = core::is_zone("Asia/Tokyo");
    items.push_back(
        {"tzdata", zones, zones ? "" : terminal.text({"install tzdata", "tzdata を入れてください"})});
    return items;
}

std::vector<Item> look_at_show(const model::LoadedShow& loaded, const Terminal& terminal) {
    std::vector<Item> items;
    const core::Findings& findings = loaded.findings;
    const auto errors = std::count_if(findings.begin(), findings.end(), [](const core::Finding& finding) {
        return finding.severity == core::Severity::error;
    });
    items.push_back({"show.toml", errors == 0,
                     errors == 0
                         ? loaded.show.title
                         : terminal.text({"{count} errors: cityfm check lists them",
                                          "エラーが {count} 件あります。cityfm check で確かめてください"},
                                         {{"count", std::to_string(errors)}})});
    const std::filesystem::path& folder = loaded.show.folder;
    const bool writable = ::access(folder.c_str(), W_OK) == 0;
    items.push_back({folder.filename().string() + "/", writable,
                     writable ? "" : terminal.text({"cannot be written", "書き込めません"})});
    for (const model::Target& target : loaded.show.targets) {
        const std::filesystem::path place = (folder / target.path).lexically_normal();
        std::error_code error;
        const std::filesystem::path there =
            std::filesystem::exists(place, error) ? place : place.parent_path();
        const bool good = ::access(there.c_str(), W_OK) == 0;
        items.push_back({"[[target]] " + target.id, good,
                         good ? target.path : terminal.text({"cannot be written", "書き込めません"})});
    }
    return items;
}

/// Asks the services, without posting anything, what would keep an announcement from arriving.
std::vector<Item> look_at_channels(const Session& session, const model::Show& show) {
    std::vector<Item> items;
    const Terminal& terminal = session.terminal;
    const auto told = [&](const core::Error& error) {
        return render(text_of(error.code), error.args, terminal.language());
    };
    for (const model::Channel& channel : show.channels) {
        const std::string name = "[[channel]] " + channel.id;
        if (model::channel_type(channel.type) == nullptr) continue;
        try {
            const OpenedChannel opened = open_channel(session, show, channel, SecretUse::needed);
            items.push_back({name, true, channel.type + (channel.to.empty() ? "" : " " + channel.to)});
            for (const announce::Check& check : opened.channel->check()) {
                items.push_back(
                    {name + " " + check.name, !check.problem, check.problem ? told(*check.problem) : ""});
            }
        } catch (const core::Error& error) {
            if (error.kind == core::Kind::interrupted) throw;
            items.push_back({name, false, told(error)});
        }
    }
    return items;
}

int doctor(Session& session) {
    Terminal& terminal = session.terminal;
    std::vector<Item> items = look_at_machine(terminal);
    try {
        const model::LoadedShow loaded = load_with_findings(session, session.show_folder());
        const std::vector<Item> of_show = look_at_show(loaded, terminal);
        items.insert(items.end(), of_show.begin(), of_show.end());
        // What a channel says of its settings would show a secret that stands in them.
        const bool has_secret =
            std::any_of(loaded.findings.begin(), loaded.findings.end(),
                        [](const core::Finding& f) { return f.code == core::Code::secret_in_file; });
        if (!has_secret) {
            const std::vector<Item> of_channels = look_at_channels(session, loaded.show);
            items.insert(items.end(), of_channels.begin(), of_channels.end());
        }
    } catch (const core::Error& error) {
        if (error.code != core::Code::no_show_here) throw;
        terminal.say(show_error(error, terminal.language()));
    }
    core::Json list = core::Json::array();
    bool all_good = true;
    for (const Item& item : items) {
        all_good = all_good && item.good;
        terminal.result(
            (item.good ? terminal.text({"ok       ", "良好  "}) : terminal.text({"missing  ", "要対応"})) +
            " " + item.name + (item.detail.empty() ? "" : "  " + item.detail));
        list.push_back({{"name", item.name}, {"good", item.good}, {"detail", item.detail}});
    }
    if (terminal.json()) terminal.document({{"items", list}});
    return all_good ? 0 : 1;
}

}  // namespace

void add_doctor(CLI::App& app, Action& chosen) {
    CLI::App* command = app.add_subcommand("doctor", "what this machine and this show are missing");
    command->callback([&chosen] { chosen = [](Session& session) { return doctor(session); }; });
}

}  // namespace cityfm::cli
