// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/results.h"

#include <algorithm>
#include <map>

#include "pipeline/app/show/load.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/core/json.h"

namespace cityfm::cli {
namespace {

core::Json to_json(const publish::Plan& plan) {
    core::Json puts = core::Json::array();
    for (const publish::Put& put : plan.puts) {
        puts.push_back({{"path", put.file.path},
                        {"reason", put.reason == publish::Reason::absent ? "absent" : "changed"},
                        {"bytes", put.file.bytes},
                        {"sha256", put.file.sha256},
                        {"type", put.file.type}});
    }
    return puts;
}

}  // namespace

core::Json to_json(const app::Made& made, const model::Show& show) {
    core::Json episodes = core::Json::array();
    const auto& names = made.built.made;
    for (const production::EpisodePlan& decision : made.built.episodes) {
        core::Json json = {{"episode", decision.episode},
                           {"made", std::find(names.begin(), names.end(), decision.episode) != names.end()},
                           {"because", production::reason_name(decision.because)}};
        const model::Episode* episode = app::find_episode(show, decision.episode);
        if (episode != nullptr && episode->release)
            json["release"] = core::Json::parse(model::to_json_text(*episode->release));
        episodes.push_back(std::move(json));
    }
    return episodes;
}

core::Json to_json(const app::Published& published) {
    core::Json targets = core::Json::array();
    for (const app::PublishedTarget& target : published.targets) {
        targets.push_back({{"target", target.id},
                           {"applied", target.applied},
                           {"puts", to_json(target.plan)},
                           {"removals", target.plan.removals},
                           {"unchanged", target.plan.unchanged}});
    }
    return targets;
}

core::Json to_json(const app::Announced& announced) {
    core::Json posts = core::Json::array();
    for (const app::PostOutcome& post : announced.posts) {
        posts.push_back(
            {{"id", post.id},
             {"action", announce::name_of(post.action)},
             {"status", post.status ? core::Json(announce::name_of(*post.status)) : core::Json(nullptr)},
             {"link", post.link}});
    }
    return posts;
}

core::Json to_json(const app::Withdrawal& withdrawal) {
    core::Json posts = core::Json::array();
    for (const app::TakenBack& post : withdrawal.posts)
        posts.push_back({{"id", post.id}, {"withdrawn", post.is_gone}});
    return posts;
}

core::Json to_json(const app::Proofs& proofs) {
    const auto figures = [](const audio::Loudness& loudness) {
        return core::Json{{"integrated_lufs", core::number_or_null(loudness.integrated_lufs)},
                          {"range_lu", core::number_or_null(loudness.range_lu)},
                          {"true_peak_dbtp", core::number_or_null(loudness.true_peak_dbtp)}};
    };
    core::Json files = core::Json::array();
    for (const app::Proof& proof : proofs.files) {
        files.push_back({{"episode", proof.episode},
                         {"rendition", proof.rendition},
                         {"ours", figures(proof.ours)},
                         {"reference", figures(proof.reference)},
                         {"agrees", proof.agrees}});
    }
    return files;
}

core::Json to_json(const core::Findings& findings, Language language) {
    core::Json list = core::Json::array();
    for (const core::Finding& finding : findings) list.push_back(to_json(finding, language));
    return list;
}

void show_headed_table(const Terminal& terminal, const std::vector<std::vector<std::string>>& rows,
                       std::size_t most_columns) {
    bool is_head = true;
    for (const std::string& line : show_table(rows, most_columns)) {
        terminal.styled({{line, is_head}});
        is_head = false;
    }
}

void show_renditions(const Terminal& terminal, const core::Json& episodes) {
    const auto rows = rendition_rows(episodes, terminal);
    if (rows.size() > 1) show_headed_table(terminal, rows, terminal.columns(80));
}

void show_proofs(const Terminal& terminal, const app::Proofs& proofs) {
    std::vector<std::vector<std::string>> rows;
    rows.push_back({terminal.text({"episode", "回"}), terminal.text({"file", "形式"}), "LUFS", "libebur128",
                    "dBTP", "libebur128"});
    for (const app::Proof& proof : proofs.files) {
        rows.push_back({proof.episode, proof.rendition, audio::show_figure(proof.ours.integrated_lufs),
                        audio::show_figure(proof.reference.integrated_lufs),
                        audio::show_figure(proof.ours.true_peak_dbtp),
                        audio::show_figure(proof.reference.true_peak_dbtp)});
    }
    show_headed_table(terminal, rows, terminal.columns(80));
}

void show_plans(const Terminal& terminal, const app::Published& published) {
    for (const app::PublishedTarget& target : published.targets) {
        for (const publish::Put& put : target.plan.puts) {
            const std::string why = put.reason == publish::Reason::absent
                                        ? terminal.text({"new", "新規"})
                                        : terminal.text({"changed", "変更"});
            terminal.result(target.id + "  " + why + "  " + put.file.path);
        }
        for (const std::string& path : target.plan.removals)
            terminal.result(target.id + "  " + terminal.text({"remove", "削除"}) + "  " + path);
    }
}

void show_findings(const Terminal& terminal, const core::Findings& findings, int most_of_a_kind) {
    std::map<core::Code, int> shown;
    for (const core::Finding& finding : findings) {
        if (++shown[finding.code] <= most_of_a_kind)
            terminal.result(show_finding(finding, terminal.language()));
    }
    for (const auto& [code, count] : shown) {
        if (count <= most_of_a_kind) continue;
        terminal.say(terminal.text(text_of(core::Code::more_of_these),
                                   {{"found", std::string(core::name_of(code))},
                                    {"count", std::to_string(count - most_of_a_kind)}}));
    }
}

bool is_to_fix(const core::Findings& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const core::Finding& finding) { return finding.severity != core::Severity::hint; });
}

}  // namespace cityfm::cli
