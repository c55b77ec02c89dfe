// SPDX-License-Identifier: MIT
#include "feeds/xml/tree.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "feeds/xml/namespaces.h"
#include "feeds/xml/recorder.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/core/error.h"
#include "pipeline/text/file_findings.h"
#include "pipeline/text/unicode.h"

namespace cityfm::xml {
namespace {

using core::Code;
using core::Severity;

constexpr int most_depth = 32;
constexpr int most_troubles = 1000;

struct Namespace {
    std::string_view prefix;
    std::string_view address;
};

constexpr auto known_namespaces = std::to_array<Namespace>({{"itunes", namespaces::itunes},
                                                            {"podcast", namespaces::podcast},
                                                            {"atom", namespaces::atom},
                                                            {"content", namespaces::content},
                                                            {"psc", namespaces::psc}});

/// Other addresses that the same namespaces have had.
constexpr auto old_namespaces = std::to_array<Namespace>(
    {{"podcast", "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"},
     {"psc", "http://podlove.org/simple-chapters/"}});

/// Which of the namespaces an address means.
struct Meaning {
    std::string_view prefix;   ///< empty for none of them
    std::string_view address;  ///< as it should be written
    bool exact = false;
};

Meaning meaning_of(std::string_view address) {
    for (const Namespace& known : known_namespaces) {
        if (address == known.address) return {known.prefix, known.address, true};
    }
    for (const Namespace& known : known_namespaces) {
        if (core::in_small_letters(address) == core::in_small_letters(known.address))
            return {known.prefix, known.address, false};
        for (const Namespace& old : old_namespaces) {
            if (old.prefix == known.prefix &&
                core::in_small_letters(address) == core::in_small_letters(old.address))
                return {known.prefix, known.address, false};
        }
    }
    return {};
}

/// RSS has no namespace; some hosts give it one all the same, and RSS 1.0 had its own.
bool is_own_namespace(std::string_view address) {
    return address == "http://purl.org/rss/1.0/" ||
           core::in_small_letters(address).starts_with("http://backend.userland.com/rss");
}

std::string_view view(const xmlChar* text) {
    return text != nullptr ? reinterpret_cast<const char*>(text) : std::string_view();
}

/// Builds the tree out of the parser's events.
class TreeBuilder {
  public:
    TreeBuilder(Tree& tree, const std::string& file, core::Findings& findings, const IsKept& is_kept)
        : tree_(tree), is_kept_(is_kept), findings_(file, findings, most_troubles) {
        tree_.root.name = "#document";
        open_ = {&tree_.root};
    }

    void start(const WrittenName& written, const std::string& name, int line,
               const std::vector<WrittenAttribute>& attributes) {
        ++depth_;
        if (depth_ > most_depth) {
            if (depth_ == most_depth + 1)
                add(Severity::error, Code::nested_too_deep, line, {{"most", std::to_string(most_depth)}});
            return;
        }
        const bool recorded = recorder_.is_on() || (is_kept_ && is_kept_(open_.back()->name, name));
        Element& made = open_.back()->children.emplace_back();
        made.name = name;
        made.line = line;
        for (const WrittenAttribute& attribute : attributes)
            made.attributes.emplace_back(attribute.known, attribute.value);
        open_.push_back(&made);
        if (recorded) recorder_.start(written, attributes);
    }

    void end() {
        if (depth_-- > most_depth || open_.size() == 1) return;
        if (recorder_.is_on() && recorder_.end()) open_.back()->source = recorder_.take();
        if (open_.back()->name == "channel") tree_.has_whole_channel = true;
        open_.pop_back();
    }

    void text(std::string_view characters) {
        if (depth_ > most_depth) return;
        open_.back()->text += characters;
        if (recorder_.is_on()) recorder_.text(characters);
    }

    void add(Severity severity, Code code, int line, core::Args args = {}) {
        findings_.say(severity, code, line, std::move(args));
    }

    /// What is told once, however often it is seen.
    void add_once(Severity severity, Code code, int line, const core::Args& args) {
        std::string key(core::name_of(code));
        for (const auto& [name, value] : args) key += "\n" + value;
        if (told_.insert(key).second) add(severity, code, line, args);
    }

    /// True once the first element was read to its end.
    bool is_closed() const { return depth_ == 0 && !tree_.root.children.empty(); }

    std::exception_ptr failure;  ///< what a callback threw

  private:
    Tree& tree_;
    const IsKept& is_kept_;
    text::FileFindings findings_;
    std::vector<Element*> open_;
    Recorder recorder_;
    int depth_ = 0;
    std::set<std::string> told_;
};

struct Context {
    TreeBuilder tree;
    xmlParserCtxtPtr parser = nullptr;
    std::optional<std::size_t> read = {};  ///< bytes, up to the end of the first element

    /// Of the start tag that was read: the parser stands behind it.
    int line() const {
        const xmlParserInput* input = parser->input;
        if (input == nullptr) return 0;
        int line = input->line;
        for (const xmlChar* at = input->cur; at > input->base && *at != '<'; --at)
            line -= *at == '\n' ? 1 : 0;
        return line;
    }
};

/// Runs a callback's work; what it throws ends the parsing and is thrown on behind it.
template <class Work>
void guarded(void* user, const Work& work) noexcept {
    auto& context = *static_cast<Context*>(user);
    try {
        if (!context.tree.failure) work(context);
    } catch (...) {
        context.tree.failure = std::current_exception();
        xmlStopParser(context.parser);
    }
}

/// The name as it is written again: RSS's own without a namespace, those that are known with their address
/// of today, also where nobody declared the prefix.
WrittenName written_name(const xmlChar* prefix, const xmlChar* address, const xmlChar* name) {
    WrittenName written{view(prefix), view(address), view(name)};
    if (is_own_namespace(written.address)) return {"", "", written.name};
    const Meaning meaning = meaning_of(written.address);
    if (!meaning.prefix.empty()) written.address = meaning.address;
    for (const Namespace& known : known_namespaces) {
        if (written.is_unbound() && known.prefix == written.prefix) written.address = known.address;
    }
    return written;
}

/// The name that an element or attribute has here.
std::string name_in(Context& context, std::string_view prefix, std::string_view address,
                    std::string_view name) {
    const bool plain = address.empty() && prefix.empty();
    if (plain || is_own_namespace(address)) return std::string(name);
    // An unbound prefix is told; what it commonly means is taken.
    if (address.empty()) return std::string(prefix).append(":").append(name);
    const Meaning meaning = meaning_of(address);
    if (!meaning.prefix.empty()) return std::string(meaning.prefix).append(":").append(name);
    const auto* const known = std::find_if(known_namespaces.begin(), known_namespaces.end(),
                                           [&](const Namespace& n) { return n.prefix == prefix; });
    if (known != known_namespaces.end()) {
        context.tree.add_once(Severity::error, Code::wrong_namespace, context.line(),
                              {{"prefix", std::string(prefix)},
                               {"found", std::string(address)},
                               {"meant", std::string(known->address)}});
    }
    return std::string("{").append(address).append("}").append(name);
}

void on_start(void* user, const xmlChar* name, const xmlChar* prefix, const xmlChar* address,
              int namespace_count, const xmlChar** namespaces, int attribute_count, int /*defaulted*/,
              const xmlChar** attributes) noexcept {
    guarded(user, [&](Context& context) {
        for (int i = 0; i < namespace_count; ++i) {
            const std::string_view found = view(namespaces[(i * 2) + 1]);
            const Meaning meaning = meaning_of(found);
            if (meaning.prefix.empty() || meaning.exact) continue;
            context.tree.add_once(Severity::warning, Code::old_namespace, context.line(),
                                  {{"found", std::string(found)}, {"meant", std::string(meaning.address)}});
        }
        std::vector<WrittenAttribute> read;
        read.reserve(static_cast<std::size_t>(attribute_count));
        for (int i = 0; i < attribute_count; ++i) {
            // Name, prefix, namespace, begin and end of the value (libxml/SAX2.h).
            const xmlChar** at = attributes + static_cast<std::ptrdiff_t>(i) * 5;
            const auto* begin = reinterpret_cast<const char*>(at[3]);
            const auto* end = reinterpret_cast<const char*>(at[4]);
            read.push_back({written_name(at[1], at[2], at[0]),
                            name_in(context, view(at[1]), view(at[2]), view(at[0])),
                            std::string(begin, end)});
        }
        context.tree.start(written_name(prefix, address, name),
                           name_in(context, view(prefix), view(address), view(name)), context.line(), read);
    });
}

void on_end(void* user, const xmlChar* /*name*/, const xmlChar* /*prefix*/,
            const xmlChar* /*address*/) noexcept {
    guarded(user, [](Context& context) {
        context.tree.end();
        if (context.read || !context.tree.is_closed()) return;
        const long read = xmlByteConsumed(context.parser);
        if (read > 0) context.read = static_cast<std::size_t>(read);
    });
}

void on_text(void* user, const xmlChar* characters, int size) noexcept {
    guarded(user, [&](Context& context) {
        context.tree.text({reinterpret_cast<const char*>(characters), static_cast<std::size_t>(size)});
    });
}

/// What the parser tells of an error, which is constant from 2.12 on.
#if LIBXML_VERSION >= 21200
using ToldError = const xmlError*;
#else
using ToldError = xmlError*;
#endif

void on_error(void* user, ToldError error) noexcept {
    guarded(user, [&](Context& context) {
        // What an attribute or element is named without a namespace is told once for each prefix.
        if (error->domain == XML_FROM_NAMESPACE) {
            if (error->code != XML_NS_ERR_UNDEFINED_NAMESPACE || error->str1 == nullptr) return;
            context.tree.add_once(Severity::error, Code::unbound_prefix, error->line,
                                  {{"found", error->str1}});
            return;
        }
        if (error->level < XML_ERR_ERROR) return;
        std::string reason = error->message != nullptr ? error->message : "";
        while (!reason.empty() && (reason.back() == '\n' || reason.back() == ' ')) reason.pop_back();
        context.tree.add(Severity::error, Code::not_well_formed, error->line,
                         {{"reason", text::cut_graphemes(text::clean(reason), 120)}});
    });
}

struct FreeParser {
    void operator()(xmlParserCtxtPtr parser) const noexcept {
        // The tree that the parser makes for entities of its own.
        if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
        xmlFreeParserCtxt(parser);
    }
};

}  // namespace

Tree read_tree(const std::string& xml, const std::string& file, core::Findings& findings,
               const IsKept& is_kept) {
    Tree tree;
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.cdataBlock = on_text;
    handler.ignorableWhitespace = on_text;
    handler.serror = on_error;
    Context context{TreeBuilder(tree, file, findings, is_kept)};
    const std::unique_ptr<xmlParserCtxt, FreeParser> parser(
        xmlCreatePushParserCtxt(&handler, &context, nullptr, 0, nullptr));
    if (!parser) {
        throw core::Error(core::Kind::failed, Code::library_failed,
                          {{"library", "libxml2"}, {"reason", "xmlCreatePushParserCtxt"}});
    }
    context.parser = parser.get();
    // There is no DOCTYPE any more: XML's own five entities are all that is replaced.
    xmlCtxtUseOptions(parser.get(),
                      XML_PARSE_RECOVER | XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    constexpr std::size_t block = 1U << 16U;
    for (std::size_t at = 0; at < xml.size() && !context.tree.failure; at += block) {
        const std::size_t size = std::min(block, xml.size() - at);
        xmlParseChunk(parser.get(), xml.data() + at, static_cast<int>(size), 0);
    }
    if (!context.tree.failure) xmlParseChunk(parser.get(), nullptr, 0, 1);
    if (context.tree.failure) std::rethrow_exception(context.tree.failure);
    // The parser stops at the end of the root.
    if (context.read) tree.behind = xml.substr(std::min(*context.read, xml.size()));
    return tree;
}

}  // namespace cityfm::xml
