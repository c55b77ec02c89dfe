// SPDX-License-Identifier: MIT
#include "pipeline/text/encoding.h"

#include <iconv.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <string_view>

#include "pipeline/core/ascii_case.h"
#include "pipeline/text/unicode.h"

namespace cityfm::text {
namespace {

using core::Code;
using core::Severity;

/// The encodings of Japan as Windows and browsers have them: the strict tables make ‾ of ~ and have no ①.
std::string as_browsers_read(const std::string& name) {
    static const std::map<std::string, std::string> names = {
        {"SHIFT_JIS", "CP932"}, {"SHIFT-JIS", "CP932"},  {"SJIS", "CP932"},         {"X-SJIS", "CP932"},
        {"MS_KANJI", "CP932"},  {"EUC-JP", "EUC-JP-MS"}, {"X-EUC-JP", "EUC-JP-MS"},
    };
    const auto found = names.find(core::in_capitals(name));
    return found != names.end() ? found->second : name;
}

std::string with_line_feeds(const std::string& text) {
    std::string lines;
    lines.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool both = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (!both) lines += text[i] == '\r' ? '\n' : text[i];
    }
    return lines;
}

/// True for a text with kana, or with two kanji in a row.
bool looks_japanese(std::string_view utf8) {
    int kanji = 0;
    for (const std::string_view character : graphemes_of(utf8)) {
        utf8proc_int32_t point = 0;
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(character.data()),
                         static_cast<utf8proc_ssize_t>(character.size()), &point);
        if (point >= 0x3041 && point <= 0x30FE) return true;
        kanji = point >= 0x4E00 && point <= 0x9FFF ? kanji + 1 : 0;
        if (kanji == 2) return true;
    }
    return false;
}

}  // namespace

std::optional<std::string> from_encoding(std::string_view bytes, const std::string& name) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";
    if (name.empty() || name.find_first_not_of(letters) != std::string::npos) return std::nullopt;
    iconv_t converter = ::iconv_open("UTF-8", as_browsers_read(name).c_str());
    if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;  // NOLINT: iconv's own way to say so
    std::string input(bytes);
    std::string converted;
    char* in = input.data();
    std::size_t left = input.size();
    bool whole = true;
    // The last round gives what the converter still holds back for marks that could follow.
    for (bool last = false; whole && !last;) {
        last = left == 0;
        std::array<char, 4096> block{};
        char* out = block.data();
        std::size_t room = block.size();
        const std::size_t result =
            ::iconv(converter, last ? nullptr : &in, last ? nullptr : &left, &out, &room);
        converted.append(block.data(), block.size() - room);
        whole = result != static_cast<std::size_t>(-1) || errno == E2BIG;
    }
    ::iconv_close(converter);
    if (!whole) return std::nullopt;
    return converted;
}

std::string encoding_behind_latin1(std::string_view bytes) {
    const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    if (std::none_of(bytes.begin(), bytes.end(), is_high)) return {};
    if (is_utf8(bytes)) return "UTF-8";
    if (const auto japanese = from_encoding(bytes, "CP932"); japanese && looks_japanese(*japanese))
        return "Shift_JIS";
    // Control characters in Latin-1, letters and quotation marks on Windows.
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xA0;
    };
    const bool is_windows = std::any_of(bytes.begin(), bytes.end(), is_control);
    return is_windows && from_encoding(bytes, "CP1252") ? "Windows-1252" : "";
}

std::optional<std::string> to_utf8(const std::string& bytes, const std::string& file,
                                   core::Findings& findings) {
    const std::string_view view = bytes;
    std::optional<std::string> text;
    if (view.starts_with("\xFF\xFE") || view.starts_with("\xFE\xFF")) {
        text = from_encoding(view, "UTF-16");
    } else if (is_utf8(view) && view.find("\x1B$") == std::string_view::npos) {
        text = std::string(view.starts_with("\xEF\xBB\xBF") ? view.substr(3) : view);
    } else {
        // Mail's encoding is of seven bits, and begins kanji with an escape.
        const bool mail = is_utf8(view);
        text = from_encoding(view, mail ? "ISO-2022-JP" : "CP932");
        if (text) {
            findings.push_back({Severity::warning,
                                Code::read_as_encoding,
                                {file, 0, 0},
                                {{"path", file}, {"encoding", mail ? "ISO-2022-JP" : "Shift_JIS"}}});
        }
    }
    // No text holds the byte 0, but pictures and sound do, and they pass for some encodings.
    if (!text || text->find('\0') != std::string::npos) {
        std::erase_if(findings, [&](const core::Finding& f) {
            return f.code == Code::read_as_encoding && f.where.file == file;
        });
        findings.push_back({Severity::error, Code::bad_encoding, {file, 0, 0}, {{"path", file}}});
        return std::nullopt;
    }
    return clean(with_line_feeds(*text));
}

}  // namespace cityfm::text
