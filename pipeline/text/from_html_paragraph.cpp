// SPDX-License-Identifier: MIT
#include "pipeline/text/from_html_paragraph.h"

#include <algorithm>
#include <utility>

#include "pipeline/text/from_html_escape.h"

namespace cityfm::text {
namespace {

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Where an address ends that starts at `begin`, as GitHub's extension has it, but for letters beyond ASCII:
/// Japanese goes on behind an address without a blank.
std::size_t end_of_address(std::string_view words, std::size_t begin) {
    constexpr std::string_view marks = "-._~:/?#@!$&'()*+,;=%";
    std::size_t end = begin;
    std::ptrdiff_t open = 0;
    for (; end < words.size(); ++end) {
        const char c = words[end];
        if (!is_letter_or_digit(c) && marks.find(c) == std::string_view::npos) break;
        if (c == '(') ++open;
        if (c == ')') --open;
    }
    for (; end > begin; --end) {
        const char last = words[end - 1];
        if (std::string_view("?!.,:;*_~'").find(last) != std::string_view::npos) continue;
        if (last != ')' || open >= 0) break;
        ++open;
    }
    return end;
}

/// The first address of the web in `words`; empty at their end without one.
std::string_view find_address(std::string_view words) {
    for (std::size_t at = 0; (at = words.find("http", at)) != std::string_view::npos; at += 4) {
        const std::string_view rest = words.substr(at);
        const std::size_t scheme = rest.starts_with("http://") ? 7 : (rest.starts_with("https://") ? 8 : 0);
        if (scheme == 0 || scheme == rest.size() || !is_letter_or_digit(rest[scheme])) continue;
        if (at > 0 && is_letter_or_digit(words[at - 1])) continue;
        return words.substr(at, end_of_address(words, at + scheme) - at);
    }
    return words.substr(words.size());
}

/// True for a link that shows its address.
bool is_bare(std::string_view shown, std::string_view address) {
    const bool on_the_web = address.starts_with("http://") || address.starts_with("https://");
    return on_the_web && shown == address && address.find_first_of(" <>") == std::string_view::npos;
}

bool has_words(std::string_view words) {
    const Span span = without_blanks(words, {0, words.size()});
    return span.begin < span.end;
}

/// Writes words down as CommonMark.
class Writer {
  public:
    Writer(std::string_view words, const Emphasis& emphasis, const std::vector<MarkedLink>& links)
        : words_(words), asterisks_(asterisks_of(words, emphasis, links)), links_(links) {}

    std::string run() {
        out_.reserve(words_.size() + words_.size() / 8);
        for (std::size_t at = 0; at < words_.size(); ++at) {
            write_asterisks(at);
            if (words_[at] == mark_of_link) {
                at = write_mark(at);
            } else if (words_[at] == '\n') {
                out_ += "\\\n";
            } else {
                if (needs_escape(words_, at, out_)) out_ += '\\';
                out_ += words_[at];
            }
        }
        write_asterisks(words_.size());
        return std::move(out_);
    }

  private:
    void write_asterisks(std::size_t at) {
        for (; next_asterisks_ < asterisks_.size() && asterisks_[next_asterisks_].first <= at;
             ++next_asterisks_) {
            if (asterisks_[next_asterisks_].first == at) out_.append(asterisks_[next_asterisks_].second, '*');
        }
    }

    /// One end of a link, or all of it when its words are its address. Returns what it has written last.
    std::size_t write_mark(std::size_t at) {
        const MarkedLink& link = links_[next_link_];
        const std::string_view shown = words_.substr(link.open + 1, link.close - link.open - 1);
        if (at == link.close) {
            out_ += "](<" + between_brackets(link.address, false) + ">)";
            ++next_link_;
            return at;
        }
        if (is_bare(shown, link.address)) {
            out_ += "<" + between_brackets(shown, true) + ">";
            ++next_link_;
            return link.close;
        }
        if (out_.ends_with('!')) out_.insert(out_.size() - 1, 1, '\\');  // ![ would be a picture
        out_ += '[';
        return at;
    }

    std::string_view words_;
    std::vector<std::pair<std::size_t, std::size_t>> asterisks_;
    const std::vector<MarkedLink>& links_;
    std::size_t next_asterisks_ = 0;
    std::size_t next_link_ = 0;
    std::string out_;
};

}  // namespace

void Paragraph::add(std::string_view words, Style style) {
    while (!words.empty()) {
        const std::string_view address = address_.empty() ? find_address(words) : words.substr(words.size());
        const auto before = static_cast<std::size_t>(address.data() - words.data());
        put(words.substr(0, before), style);
        if (!address.empty()) {
            open_link(std::string(address));
            put(address, style);
            close_link();
        }
        words.remove_prefix(before + address.size());
    }
}

void Paragraph::put(std::string_view words, Style style) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        const char c = words[at];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            if (blank_ == 0 && !words_.empty()) {
                blank_ = ' ';
                blank_style_ = style;
            }
            continue;
        }
        if (blank_ != 0) push(std::exchange(blank_, '\0'), blank_style_);
        if (!address_.empty() && !in_link_ && begins_word(words.substr(at))) {
            in_link_ = true;
            links_.push_back({words_.size(), 0, address_});
            push(mark_of_link, style);
        }
        push(c, style);
    }
}

void Paragraph::push(char c, Style style) {
    const auto extend = [this](std::vector<Span>& spans) {
        const std::size_t at = words_.size();
        if (spans.empty() || spans.back().end < at) spans.push_back({at, at});
        spans.back().end = at + 1;
    };
    if (style.strong) extend(emphasis_.strong);
    if (style.em) extend(emphasis_.em);
    words_ += c;
}

void Paragraph::add_line_break() {
    if (words_.empty()) return;
    blank_ = '\n';
    blank_style_ = {};
}

void Paragraph::open_link(const std::string& address) {
    close_link();
    address_ = address;
}

void Paragraph::close_link() {
    end_link();
    address_.clear();
}

void Paragraph::end_link() {
    if (!std::exchange(in_link_, false)) return;
    links_.back().close = words_.size();
    const std::size_t last = words_.size();
    const auto goes_on = [last](const std::vector<Span>& spans) {
        return !spans.empty() && spans.back().end == last;
    };
    push(mark_of_link, {goes_on(emphasis_.strong), goes_on(emphasis_.em)});
}

std::string Paragraph::take() {
    end_link();
    std::string written = Writer(words_, emphasis_, links_).run();
    words_.erase(std::remove(words_.begin(), words_.end(), mark_of_link), words_.end());
    if (!has_words(words_)) written.clear();
    words_.clear();
    emphasis_ = {};
    links_.clear();
    blank_ = 0;
    return written;
}

}  // namespace cityfm::text
