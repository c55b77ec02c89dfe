// SPDX-License-Identifier: MIT
#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/suggest.h"
#include "pipeline/model/secrets.h"
#include "pipeline/model/slots.h"
#include "pipeline/model/toml/toml_reader.h"
#include "pipeline/model/wording.h"

namespace cityfm::model {
namespace {

using core::Code;
using core::Severity;

std::vector<std::string> known_slots() {
    return {slot_names.begin(), slot_names.end()};
}

std::string list_of(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list.append(list.empty() ? "" : ", ").append(name);
    return list;
}

/// One text, whose slots all have a name that we know.
std::optional<std::string> read_text(TableReader& row, std::string_view key, core::Findings& findings) {
    std::optional<std::string> text = row.optional_text(key);
    if (!text) return text;
    const std::vector<std::string> known = known_slots();
    for (const std::string& name : slots_in(*text)) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        findings.push_back(
            {Severity::error,
             Code::unknown_slot,
             row.place(key),
             {{"found", name}, {"meant", core::did_you_mean(name, known)}, {"known", list_of(known)}}});
    }
    return text;
}

Wording read_wording(TableReader& row, core::Findings& findings) {
    Wording wording;
    wording.headline = read_text(row, "headline", findings);
    wording.summary = read_text(row, "summary", findings);
    wording.question = read_text(row, "question", findings);
    wording.answer = read_text(row, "answer", findings);
    wording.listen = read_text(row, "listen", findings);
    wording.transcript = read_text(row, "transcript", findings);
    wording.footer = read_text(row, "footer", findings);
    return wording;
}

}  // namespace

Wordings load_wordings(const std::filesystem::path& show_folder, const std::string& file,
                       core::Findings& findings) {
    constexpr std::uintmax_t most = 1U << 20U;
    Wordings wordings;
    std::string text;
    try {
        text = core::Folder(show_folder).read(core::ShowPath(file), most);
    } catch (const core::Error& error) {
        findings.push_back({Severity::error, error.code, {file, 0, 0}, error.args});
        return wordings;
    }
    find_secrets(text, file, findings);
    const auto table = parse_toml(text, file, findings);
    if (!table) return wordings;
    Source source{file, "UTC", &findings, nullptr};
    TableReader reader(*table, "template", source);
    const auto read = [&](std::string_view name, Wording& wording) {
        reader.table(name, "wording", [&](TableReader& row) { wording = read_wording(row, findings); });
    };
    read("published", wordings.published);
    read("correction", wordings.correction);
    read("letters", wordings.letters);
    reader.finish();
    return wordings;
}

}  // namespace cityfm::model
