// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cityfm::core {

/// A path below a folder: names with "/" between them, none of them empty, "." or "..", or longer than a file
/// system takes. A text from a file reaches a file call only as one of these.
class InnerPath {
  public:
    /// Throws `path_leaves_show` for any other text.
    explicit InnerPath(std::string_view text);

    const std::string& text() const { return text_; }
    std::vector<std::string> names() const;
    /// The last name.
    std::string name() const { return text_.substr(text_.rfind('/') + 1); }
    /// The folder around it; nothing for a single name.
    std::optional<InnerPath> parent() const;

    bool operator==(const InnerPath&) const = default;

  private:
    std::string text_;
};

/// True for what an InnerPath can be made of.
bool is_inner_path(std::string_view text);

/// The first name in a path that begins with a single dot; empty where there is none.
std::string hidden_name_in(std::string_view path);

/// A path inside the show as its files name it. Hidden names (`.git`, `.cityfm`) hold what is not the show's
/// to read or to publish.
class ShowPath : public InnerPath {
  public:
    /// Throws `path_leaves_show` and `path_hidden`.
    explicit ShowPath(std::string_view path);
};

/// A path below `public/`, by the same rules.
class PublicPath : public InnerPath {
  public:
    /// Throws `path_leaves_show` and `path_hidden`.
    explicit PublicPath(std::string_view path);
};

}  // namespace cityfm::core
