// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace cityfm::text {

/// A tag, or the words up to the next one. Views into the text it was read from.
struct HtmlToken {
    enum class Kind { words, opening, closing };
    Kind kind = Kind::words;
    std::string_view name;     ///< of a tag, in small letters
    std::string_view content;  ///< words, or the attributes of a tag, entities and all
};

/// HTML as its tags and words. Comments, declarations, scripts, styles and heads are left out with all that
/// is in them; a `<` that begins no tag is a word. Reading takes time in proportion to the text, whatever it
/// is.
class HtmlTokens {
  public:
    /// `html` is clean UTF-8 and outlives this.
    explicit HtmlTokens(std::string_view html);

    /// True when there is anything that looks like a tag or a comment.
    bool has_tags() const;

    std::optional<HtmlToken> next();

    /// `text` with its entities resolved once, all that CommonMark and HTML know by name among them.
    std::string resolved(std::string_view text);

    /// The value of an attribute of a tag, entities resolved; empty without one.
    std::string attribute(const HtmlToken& tag, std::string_view name);

  private:
    bool skip_hidden();
    std::string_view name_at(std::size_t at) const;
    HtmlToken take_words();
    HtmlToken take_tag(std::string_view name);
    std::size_t end_of_tag(std::size_t at);
    void skip_content(std::string_view name);

    std::string_view html_;
    std::string small_;  ///< the same in small letters
    std::size_t at_ = 0;
    std::size_t last_end_ = 0;  ///< of the last `>`; behind it is no tag
    bool has_quotes_ = true;    ///< false once a quote without an end was met: then they count no more
    bool has_comments_ = true;  ///< false once a comment without an end was met
    std::map<std::string, std::string, std::less<>> entities_;  ///< those met so far
};

}  // namespace cityfm::text
