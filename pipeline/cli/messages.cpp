// SPDX-License-Identifier: MIT
#include "pipeline/cli/messages.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "pipeline/core/environment.h"
#include "pipeline/core/json.h"
#include "pipeline/text/printable.h"

namespace cityfm::cli {
namespace {

std::string_view choose(const Text& text, Language language) {
    return language == Language::japanese ? text.japanese : text.english;
}

/// The words for the types of keys (model::Type), which messages about wrong values name.
std::string show_type(const std::string& type, Language language) {
    static const std::map<std::string, Text> words = {
        {"text", {"a text in quotes", "引用符で囲んだ文字列"}},
        {"text or integer", {"a text in quotes, or a whole number", "引用符で囲んだ文字列か、整数"}},
        {"integer", {"a whole number", "整数"}},
        {"number", {"a number", "数値"}},
        {"boolean", {"true or false", "true か false"}},
        {"date",
         {"a date like 2026-11-22T20:00:00+09:00, without quotes",
          "2026-11-22T20:00:00+09:00 のような日時（引用符なし）"}},
        {"duration", {"a duration like \"24h\"", "\"24h\" のような時間の長さ"}},
        {"offset", {"a time like \"02:03\"", "\"02:03\" のような時刻"}},
        {"path", {"a file name in quotes", "引用符で囲んだファイル名"}},
        {"url", {"an address in quotes", "引用符で囲んだアドレス"}},
        {"choice", {"a word in quotes", "引用符で囲んだ語"}},
        {"texts", {"a list like [\"…\", \"…\"]", "[\"…\", \"…\"] のような一覧"}},
        {"categories",
         {"a list like [[\"Society & Culture\", \"Places & Travel\"]]",
          "[[\"Society & Culture\", \"Places & Travel\"]] のような一覧"}},
        {"table", {"a table", "表（[名前] の形）"}},
        {"tables", {"a list of tables", "表の一覧（[[名前]] の形）"}},
        {"table or tables", {"a table, or a list of tables", "表（[名前] か [[名前]] の形）"}},
        {"tables or path", {"a list of tables, or a file's name", "表の一覧か、ファイル名"}},
    };
    const auto found = words.find(type);
    return found != words.end() ? std::string(choose(found->second, language)) : text::printable(type);
}

/// What a file says of itself, in a sentence.
std::string show_field(const std::string& field, Language language) {
    static const std::map<std::string, Text> words = {
        {"title", {"title", "題名"}},
        {"show", {"show", "番組名"}},
        {"artist", {"artist", "アーティスト"}},
        {"description", {"content", "内容の説明"}},
        {"date", {"date", "日付"}},
        {"language", {"language", "言語"}},
    };
    const auto found = words.find(field);
    return found != words.end() ? std::string(choose(found->second, language)) : text::printable(field);
}

/// A side of a stereo sound.
std::string show_side(const std::string& side, Language language) {
    static constexpr Text left{"left", "左"};
    static constexpr Text right{"right", "右"};
    return std::string(choose(side == "left" ? left : right, language));
}

/// Why something is so: in words from elsewhere, or as the name of a code whose text has the same slots.
std::string show_reason(const std::string& reason, core::Args args, Language language) {
    const auto codes = core::all_codes();
    const auto named = std::find_if(codes.begin(), codes.end(),
                                    [&](core::Code code) { return core::name_of(code) == reason; });
    if (named == codes.end()) return text::printable(reason);
    std::erase_if(args, [](const auto& arg) { return arg.first == "reason"; });
    return render(text_of(*named), args, language);
}

std::string value_of(const core::Args& args, const std::string& name, Language language) {
    const std::string value = core::arg(args, name);
    if (name == "reason") return show_reason(value, args, language);
    if (name == "expected") return show_type(value, language);
    if (name == "field") return show_field(value, language);
    if (name == "side") return show_side(value, language);
    return text::printable(value);
}

}  // namespace

std::string render(const Text& text, const core::Args& args, Language language) {
    const std::string_view pattern = choose(text, language);
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        if (pattern[at] != '{') {
            out += pattern[at++];
            continue;
        }
        std::size_t end = at + 1;
        while (end < pattern.size() && pattern[end] != '}' && pattern[end] != '?') ++end;
        const std::string name(pattern.substr(at + 1, end - at - 1));
        if (end < pattern.size() && pattern[end] == '?') {
            // {name? words} — words only where name has a value; the words may hold slots.
            std::size_t close = end + 1;
            for (int depth = 1; close < pattern.size(); ++close) {
                if (pattern[close] == '{') ++depth;
                if (pattern[close] == '}' && --depth == 0) break;
            }
            const std::string words(pattern.substr(end + 1, close - end - 1));
            if (!core::arg(args, name).empty()) out += render({words.c_str(), words.c_str()}, args, language);
            at = close + 1;
            continue;
        }
        out += value_of(args, name, language);
        at = end + 1;
    }
    return out;
}

std::string render(const core::Finding& finding, Language language) {
    // What is found in an item of a feed begins with the item's name.
    static constexpr Text of_item{"{item?{item}: }", "{item?「{item}」: }"};
    return render(of_item, finding.args, language) + render(text_of(finding.code), finding.args, language);
}

std::string show_place(const core::Place& place) {
    std::string shown = text::printable(place.file);
    if (place.line > 0) shown += ":" + std::to_string(place.line);
    if (place.line > 0 && place.column > 0) shown += ":" + std::to_string(place.column);
    return shown;
}

std::string show_finding(const core::Finding& finding, Language language) {
    static const std::map<core::Severity, Text> words = {
        {core::Severity::error, {"error", "エラー"}},
        {core::Severity::warning, {"warning", "注意"}},
        {core::Severity::hint, {"hint", "ヒント"}},
    };
    const std::string place = show_place(finding.where);
    return (place.empty() ? "" : place + ": ") + std::string(choose(words.at(finding.severity), language)) +
           ": " + render(finding, language);
}

std::string show_error(const core::Error& error, Language language) {
    std::string shown;
    for (const core::Error::Context& context : error.context) {
        shown += render(text_of(context.code), context.args, language) + ": ";
    }
    return shown + render(text_of(error.code), error.args, language);
}

core::Json to_json(const core::Finding& finding, Language language) {
    core::Json args = core::Json::object();
    for (const auto& [name, value] : finding.args) args[name] = value;
    core::Json json = {{"severity", core::name_of(finding.severity)}, {"code", core::name_of(finding.code)}};
    if (!finding.where.file.empty()) json["file"] = finding.where.file;
    if (finding.where.line > 0) json["line"] = finding.where.line;
    if (finding.where.column > 0) json["column"] = finding.where.column;
    json["args"] = args;
    json["message"] = render(finding, language);
    return json;
}

core::Finding to_finding(const core::Error& error) {
    core::Finding finding{core::Severity::error, error.code, {}, error.args};
    for (const core::Error::Context& context : error.context) {
        finding.args.insert(finding.args.end(), context.args.begin(), context.args.end());
    }
    return finding;
}

Language language_of_environment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string value = core::variable(name);
        if (value.empty()) continue;
        return value.starts_with("ja") ? Language::japanese : Language::english;
    }
    return Language::english;
}

}  // namespace cityfm::cli
