// SPDX-License-Identifier: MIT
#include "feeds/rss/lint/lint_report.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "feeds/rss/read.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/core/feed_date.h"
#include "pipeline/core/url.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {
namespace {

using core::Code;
using core::Severity;

/// Tags that say all in their attributes.
constexpr auto held_by_attribute =
    std::to_array<std::string_view>({"enclosure", "itunes:image", "itunes:category"});

/// A feed of nothing but faults is not told of each.
constexpr std::size_t most_reported = 20'000;

/// Values are shown in messages, and may be of any length.
std::string shown(std::string_view value) {
    constexpr std::size_t most = 100;
    return text::cut_graphemes(text::clean(value), most);
}

std::string joined(std::span<const std::string_view> words) {
    std::string all;
    for (const std::string_view word : words) all.append(all.empty() ? "" : ", ").append(word);
    return all;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// True for the blank that does not break, the soft hyphen, zero-width blanks, marks of direction, and the
/// byte order mark.
bool hides_something(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        const auto third = rest.size() > 2 ? static_cast<unsigned char>(rest[2]) : 0;
        const bool general =
            rest.starts_with("\xE2\x80") &&
            (third == 0x8B || third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE));
        if (general || rest.starts_with("\xC2\xA0") || rest.starts_with("\xC2\xAD") ||
            rest.starts_with("\xE2\x81\xA0") || rest.starts_with("\xEF\xBB\xBF")) {
            return true;
        }
    }
    return false;
}

}  // namespace

void LintReport::add(Severity severity, Code code, int line, core::Args args) {
    if (findings_.size() >= most_reported) return;
    for (auto& [name, value] : args) value = shown(value);
    if (!item_.empty()) args.emplace_back("item", item_);
    if (lenient_) severity = Severity::hint;
    findings_.push_back({severity, code, {file_, line, 0}, std::move(args)});
}

void LintReport::error(Code code, int line, core::Args args) {
    add(Severity::error, code, line, std::move(args));
}

void LintReport::warning(Code code, int line, core::Args args) {
    add(Severity::warning, code, line, std::move(args));
}

void LintReport::hint(Code code, int line, core::Args args) {
    add(Severity::hint, code, line, std::move(args));
}

void LintReport::hint_once(const std::string& key, Code code, int line, core::Args args) {
    if (said_.insert(std::string(core::name_of(code)) + " " + key).second) hint(code, line, std::move(args));
}

void LintReport::require(const xml::Element& parent, std::span<const std::string_view> tags) {
    for (const std::string_view tag : tags) {
        const xml::Element* const found = parent.child(tag);
        if (found == nullptr) {
            error(Code::tag_missing, parent.line, {{"tag", std::string(tag)}});
        } else if (std::find(held_by_attribute.begin(), held_by_attribute.end(), tag) ==
                   held_by_attribute.end()) {
            require_text(*found);
        }
    }
}

void LintReport::require_text(const xml::Element& element) {
    if (!element.trimmed().empty()) return;
    error(element.children.empty() ? Code::tag_empty : Code::unescaped_markup, element.line,
          {{"tag", element.name}});
}

void LintReport::at_most_once(const xml::Element& parent, std::span<const std::string_view> tags) {
    for (const std::string_view tag : tags) {
        const auto found = parent.all(tag);
        if (found.size() < 2) continue;
        error(Code::tag_repeated, found[1]->line,
              {{"tag", std::string(tag)}, {"count", std::to_string(found.size())}});
    }
}

void LintReport::address(std::string_view tag, const std::string& value, int line) {
    if (value.empty()) return;
    const core::Args args = {{"tag", std::string(tag)}, {"found", value}};
    if (!is_ascii(value)) {
        error(Code::address_not_ascii, line, args);
    } else if (!core::is_http_url(value)) {
        error(Code::not_an_address, line, args);
    }
}

void LintReport::uri(std::string_view tag, const std::string& value, int line) {
    const bool other_scheme = is_ascii(value) && core::has_scheme(value) && !value.starts_with("http");
    if (!other_scheme) address(tag, value, line);
}

void LintReport::picture(std::string_view tag, const std::string& value, int line) {
    address(tag, value, line);
    const std::string path = core::in_small_letters(value.substr(0, value.find_first_of("?#")));
    if (value.empty() || path.ends_with(".jpg") || path.ends_with(".jpeg") || path.ends_with(".png")) return;
    warning(Code::picture_extension, line, {{"found", value}});
}

void LintReport::word(std::string_view tag, const std::string& value, int line,
                      std::span<const std::string_view> choices) {
    if (value.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) return;
    error(Code::not_a_word, line,
          {{"tag", std::string(tag)}, {"found", value}, {"choices", joined(choices)}});
}

void LintReport::boolean(std::string_view tag, const std::string& value, int line) {
    static constexpr auto old =
        std::to_array<std::string_view>({"true", "false", "yes", "no", "clean", "explicit"});
    if (value.empty() || value == "true" || value == "false") return;
    if (std::find(old.begin(), old.end(), core::in_small_letters(value)) != old.end()) {
        warning(Code::old_boolean, line,
                {{"tag", std::string(tag)}, {"found", value}, {"meant", is_true(value) ? "true" : "false"}});
    } else {
        error(Code::not_a_boolean, line,
              {{"tag", std::string(tag)}, {"found", value}, {"choices", "true, false"}});
    }
}

void LintReport::count(std::string_view tag, const std::string& value, int line) {
    if (value.empty() || read_count(value).value_or(0) > 0) return;
    error(Code::not_a_count, line, {{"tag", std::string(tag)}, {"found", value}, {"least", "1"}});
}

void LintReport::title(const xml::Element& element) {
    constexpr std::string_view wide_blank = "\u3000";
    const bool wide = element.text.starts_with(wide_blank) || element.text.ends_with(wide_blank);
    if (hides_something(element.text) || wide || element.trimmed() != element.text)
        warning(Code::odd_blanks, element.line, {{"tag", element.name}});
}

void LintReport::markup(const xml::Element& element) {
    static constexpr auto allowed =
        std::to_array<std::string_view>({"p", "a", "ul", "ol", "li", "b", "strong", "i", "em", "br"});
    const std::string& html = element.text;
    for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos; ++at) {
        std::size_t end = at + 1;
        while (end < html.size() && std::isalnum(static_cast<unsigned char>(html[end])) != 0) ++end;
        const std::string tag = core::in_small_letters(std::string_view(html).substr(at + 1, end - at - 1));
        const bool begins = end > at + 1 && std::isalpha(static_cast<unsigned char>(html[at + 1])) != 0 &&
                            end < html.size() &&
                            std::string_view(" />\n\t").find(html[end]) != std::string_view::npos;
        constexpr std::size_t longest = 12;
        if (!begins || tag.size() > longest ||
            std::find(allowed.begin(), allowed.end(), tag) != allowed.end())
            continue;
        hint_once(tag, Code::markup_not_shown, element.line, {{"found", tag}});
    }
}

void LintReport::bytes(const xml::Element& element, std::size_t most) {
    const std::size_t size = element.trimmed().size();
    if (size <= most) return;
    warning(Code::tag_too_long, element.line,
            {{"tag", element.name}, {"found", std::to_string(size)}, {"most", std::to_string(most)}});
}

std::optional<core::Instant> LintReport::date(std::string_view tag, const std::string& value, int line) {
    if (value.empty()) return std::nullopt;
    const core::Args args = {{"tag", std::string(tag)}, {"found", value}};
    const auto with_meaning = [&](const std::string& meant) {
        core::Args more = args;
        more.emplace_back("meant", meant);
        return more;
    };
    const auto date = core::parse_rfc5322(value);
    if (!date) {
        error(Code::not_a_date, line, args);
        return std::nullopt;
    }
    if (date->wrong_weekday) error(Code::wrong_weekday, line, with_meaning(date->right_weekday));
    if (!date->named_zone.empty()) error(Code::zone_by_name, line, with_meaning(date->offset));
    return date->instant;
}

std::string LintReport::attribute(const xml::Element& element, std::string_view name) {
    auto value = element.attribute(name);
    if (!value || value->empty()) {
        error(Code::attribute_missing, element.line,
              {{"tag", element.name}, {"attribute", std::string(name)}});
    }
    return value.value_or(std::string());
}

core::Findings LintReport::take() {
    core::sort(findings_);
    return std::move(findings_);
}

}  // namespace cityfm::rss
