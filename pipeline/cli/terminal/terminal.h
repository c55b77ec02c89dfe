// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/cli/messages.h"

namespace cityfm::cli {

/// How much talk the user wants.
enum class Talk { quiet, normal, verbose };

/// A piece of a line, in bold where the terminal can.
struct Piece {
    std::string text;
    bool is_bold = false;
};

/// Where people read: results go to stdout, talk to stderr. Colours and moving lines only on a terminal, and
/// never with NO_COLOR or TERM=dumb. Every text may come from a stranger's file: it is shown as one line by
/// text::printable, and on GitHub Actions it is no workflow command.
class Terminal {
  public:
    Terminal(Language language, Talk talk, bool json, std::string command = {});

    Language language() const { return language_; }
    bool verbose() const { return talk_ == Talk::verbose; }
    bool json() const { return json_; }

    std::string text(const Text& text, const core::Args& args = {}) const {
        return render(text, args, language_);
    }

    /// A line of the result. Nothing where the result is JSON.
    void result(const std::string& line) const;
    /// The same, of pieces.
    void styled(const std::vector<Piece>& line) const;
    /// A line of the result that GitHub Actions obeys (github_annotation).
    void annotate(const std::string& line) const;
    /// The one JSON document of this run, as schemas/output.schema.json has it: with the version of that
    /// format and the command.
    void document(const core::Json& json) const;
    /// A file of another format on stdout, as a service wants it.
    void artifact(const core::Json& json) const;
    /// The content of a file, which programs want as it is; only a terminal is shown it as people may see it.
    void content(const std::string& bytes) const;
    /// A line of talk, which --quiet silences.
    void say(const std::string& line) const;
    /// Something that is wrong, which nothing silences; behind it the findings of programs are remembered.
    void complain(const core::Error& error);
    void show(const core::Finding& finding);
    void show(const core::Findings& findings);

    /// Everything complained about, for the JSON document.
    const core::Findings& complaints() const { return complaints_; }

    /// The width of the terminal that results go to; `elsewhere` where they go into a pipe or a file.
    std::size_t columns(std::size_t elsewhere) const;

    /// True when somebody sits there who can be asked.
    bool asks() const { return asks_; }
    /// Asks, and gives the line that was typed, without spaces around it; nothing at the end of the input.
    /// Throws `interrupted` when `stop` is requested.
    std::optional<std::string> ask(const std::string& question, const std::stop_token& stop) const;

    /// True when stderr is a terminal that may be drawn on.
    bool draws() const { return draws_; }
    /// The line of a progress display, over the one before; empty takes it away.
    void draw(const std::string& line) const;

  private:
    std::string shown(const std::string& text) const;
    void complain_in(const char* colour, const std::string& line) const;

    Language language_;
    Talk talk_;
    bool json_;
    std::string command_;  ///< as it was given: `new show`
    bool guards_;          ///< GitHub Actions reads along
    bool draws_;
    bool asks_;
    bool colours_out_;
    bool colours_err_;
    core::Findings complaints_;
};

/// A table with columns as wide as their widest cell; the first column on the left, numbers on the right.
/// The first column is cut where a line would have more than `most` columns. Cells are shown by
/// text::printable.
inline constexpr std::size_t any_width = 10'000;
std::vector<std::string> show_table(const std::vector<std::vector<std::string>>& given, std::size_t most);

}  // namespace cityfm::cli
