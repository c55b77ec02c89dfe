// SPDX-License-Identifier: MIT
#include "feeds/xml/decode.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "pipeline/core/ascii_case.h"
#include "pipeline/text/encoding.h"
#include "pipeline/text/unicode.h"

namespace cityfm::xml {
namespace {

using core::Code;
using core::Severity;

/// The encoding that the declaration names, in capitals; UTF-8 where it names none.
std::string declared_encoding(std::string_view xml) {
    std::string name = "UTF-8";
    const std::size_t start = find_declaration(xml);
    if (start == std::string_view::npos) return name;
    const std::string_view declaration = xml.substr(start, xml.substr(start, 300).find("?>"));
    const std::size_t key = declaration.find("encoding");
    if (key == std::string_view::npos) return name;
    const std::size_t open = declaration.find_first_of("\"'", key);
    if (open == std::string_view::npos) return name;
    const std::size_t close = declaration.find(declaration[open], open + 1);
    if (close == std::string_view::npos || close == open + 1) return name;
    name = core::in_capitals(declaration.substr(open + 1, close - open - 1));
    return name == "UTF8" ? "UTF-8" : name;
}

/// UTF-16 by its mark, or by how "<" stands in it; empty for anything else.
std::string wide_encoding(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return "UTF-16";
    if (bytes.starts_with("<\0"sv)) return "UTF-16LE";
    return bytes.starts_with("\0<"sv) ? "UTF-16BE" : "";
}

/// False where a text holds characters that only a wrong guess gives: C1 controls, and private ones.
bool is_written_by_people(std::string_view text) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const auto next = static_cast<unsigned char>(text[at + 1]);
        const bool control = lead == 0xC2 && next < 0xA0;
        const bool private_use = lead == 0xEE || (lead == 0xEF && next < 0xA4);
        if (control || private_use) return false;
    }
    return true;
}

/// True when most of what is not ASCII is UTF-8: a few broken bytes are no other encoding.
bool is_mostly_utf8(std::string_view bytes) {
    std::size_t good = 0;
    std::size_t beyond = 0;
    while (!bytes.empty()) {
        const std::size_t prefix = text::utf8_prefix(bytes);
        const auto in_it = std::count_if(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(prefix),
                                         [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        good += static_cast<std::size_t>(in_it);
        beyond += static_cast<std::size_t>(in_it);
        if (prefix < bytes.size()) ++beyond;
        bytes.remove_prefix(std::min(prefix + 1, bytes.size()));
    }
    return good * 2 > beyond;
}

/// Kanji in ISO-2022-JP, which is of seven bits, begin with an escape.
bool is_mail(std::string_view bytes) {
    return bytes.find("\x1B$") != std::string_view::npos;
}

/// The bytes where they are UTF-8, as is declared; else what they most likely are, which is told.
std::string utf8_or_guess(std::string_view bytes, const std::string& declared, const std::string& file,
                          core::Findings& findings) {
    const std::size_t good = text::utf8_prefix(bytes);
    const bool mail = is_mail(bytes);
    if (good == bytes.size() && declared == "UTF-8" && !mail) return std::string(bytes);
    std::string meant = good == bytes.size() && !mail ? "UTF-8" : "";
    std::string text(bytes);
    std::vector<std::string> guesses;
    if (mail) guesses = {"ISO-2022-JP"};
    if (!mail && good < bytes.size() && !is_mostly_utf8(bytes)) guesses = {"EUC-JP", "Shift_JIS"};
    for (const std::string& guess : guesses) {
        auto converted = text::from_encoding(bytes, guess);
        if (!converted || !is_written_by_people(*converted)) continue;
        text = std::move(*converted);
        meant = guess;
        break;
    }
    const std::size_t until = good < bytes.size() ? good : 0;
    const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(until), '\n');
    findings.push_back({Severity::error,
                        Code::wrong_encoding,
                        {file, static_cast<int>(line), 0},
                        {{"declared", declared}, {"meant", meant}}});
    return text;
}

}  // namespace

std::size_t find_declaration(std::string_view text) {
    const std::size_t at = text.find("<?xml ");
    const std::string_view head = text.substr(0, at);
    const bool within =
        head.find("<rss") != std::string_view::npos || head.find("<channel") != std::string_view::npos;
    return within ? std::string_view::npos : at;
}

std::string decode(std::string_view bytes, const std::string& file, core::Findings& findings) {
    const std::string wide = wide_encoding(bytes);
    if (!wide.empty()) {
        findings.push_back({Severity::warning, Code::other_encoding, {file, 1, 0}, {{"found", "UTF-16"}}});
        for (const std::size_t cut : {0U, 1U, 2U, 3U}) {  // within a character
            const auto whole =
                text::from_encoding(bytes.substr(0, bytes.size() - std::min(cut, bytes.size())), wide);
            if (whole) return *whole;
        }
        return {};
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::string declared = declared_encoding(bytes);
    const bool ascii =
        std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    // What is UTF-8 to the last byte is nothing else, whatever it says.
    const bool as_utf8 = declared.starts_with("UTF") || (!ascii && text::is_utf8(bytes));
    auto converted = as_utf8 ? std::nullopt : text::from_encoding(bytes, declared);
    if (!converted) return utf8_or_guess(bytes, declared, file, findings);
    // Seven bits are the same letters in most.
    if (!ascii || is_mail(bytes))
        findings.push_back({Severity::warning, Code::other_encoding, {file, 1, 0}, {{"found", declared}}});
    return std::move(*converted);
}

}  // namespace cityfm::xml
