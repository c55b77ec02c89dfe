// SPDX-License-Identifier: MIT
#include "feeds/rss/import/fitting.h"

#include "feeds/xml/document.h"
#include "pipeline/core/url.h"
#include "pipeline/model/feed_values.h"
#include "pipeline/model/toml/keys.h"
#include "pipeline/text/unicode.h"

namespace cityfm::rss {

using core::Code;
using core::Severity;

void Fitting::say(Severity severity, Code code, core::Args args) {
    constexpr std::size_t most_findings = 1000;
    if (findings_.size() >= most_findings) return;
    if (!item_.empty()) args.emplace_back("item", item_);
    findings_.push_back({severity, code, {file_, 0, 0}, std::move(args)});
}

void Fitting::left_out(const std::string& tag, const std::string& found) {
    constexpr std::size_t most_shown = 60;
    say(Severity::warning, Code::value_left_out,
        {{"tag", tag}, {"found", text::cut_graphemes(found, most_shown)}});
}

std::string Fitting::missing(const std::string& tag, const std::string& taken) {
    say(Severity::warning, Code::value_missing, {{"tag", tag}, {"found", taken}});
    return taken;
}

std::string Fitting::text(const std::string& tag, const std::string& value, const char* table,
                          const char* key) {
    const std::size_t most = most_of(table, key);
    std::string trimmed(xml::without_blanks(text::clean(value)));
    if (model::count_characters(trimmed) <= most) return trimmed;
    say(Severity::warning, Code::value_shortened, {{"tag", tag}, {"most", std::to_string(most)}});
    std::string cut = text::cut_graphemes(trimmed, most);
    // A grapheme may be of several characters.
    for (std::size_t graphemes = most / 2; model::count_characters(cut) > most; graphemes /= 2)
        cut = text::cut_graphemes(trimmed, graphemes);
    return cut;
}

std::string Fitting::line(const std::string& tag, const std::string& value, const char* table,
                          const char* key) {
    return text(tag, text::one_line(value), table, key);
}

std::string Fitting::whole(const std::string& tag, const std::string& value, const char* table,
                           const char* key) {
    std::string trimmed(xml::without_blanks(text::clean(value)));
    if (model::count_characters(trimmed) <= most_of(table, key)) return trimmed;
    left_out(tag, trimmed);
    return {};
}

std::string Fitting::notes(const std::string& commonmark) {
    constexpr std::size_t most = 200'000;
    if (commonmark.size() <= most) return commonmark;
    say(Severity::warning, Code::value_shortened, {{"tag", "description"}, {"most", std::to_string(most)}});
    return text::cut_bytes(commonmark, most);
}

std::string Fitting::url(const std::string& tag, const std::string& value) {
    std::string ascii = core::ascii_url(xml::without_blanks(value));
    constexpr std::size_t most = 4000;
    if (ascii.empty() || (ascii.size() <= most && core::is_http_url(ascii))) return ascii;
    left_out(tag, value);
    return {};
}

std::optional<int> Fitting::number(const std::string& tag, std::optional<int> value, const char* table,
                                   const char* key) {
    const model::Key& bound = model::key(table, key);
    if (!value || (*value >= bound.least && *value <= bound.most)) return value;
    left_out(tag, std::to_string(*value));
    return std::nullopt;
}

std::optional<model::License> Fitting::license(const std::optional<model::License>& given) {
    if (!given || given->name.empty()) return std::nullopt;
    return model::License{line("podcast:license", given->name, "license", "name"),
                          url("podcast:license", given->url)};
}

std::optional<model::Location> Fitting::location(const std::optional<model::Location>& given) {
    if (!given || given->name.empty()) return std::nullopt;
    model::Location place = *given;
    const auto only = [&](std::string& value, bool good) {
        if (value.empty() || good) return;
        left_out("podcast:location", value);
        value.clear();
    };
    place.name = line("podcast:location", place.name, "location", "name");
    only(place.geo, model::is_geo(place.geo));
    only(place.osm, model::is_osm(place.osm));
    only(place.country, model::is_country(place.country));
    if (place.rel != "creator") place.rel = model::Location{}.rel;
    return place;
}

std::size_t most_of(const char* table, const char* key) {
    return static_cast<std::size_t>(model::key(table, key).most);
}

}  // namespace cityfm::rss
