// SPDX-License-Identifier: MIT
#include "feeds/xml/document.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <set>
#include <utility>

#include "feeds/xml/namespaces.h"
#include "feeds/xml/recorder.h"
#include "feeds/xml/repair.h"
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
    TreeBuilder(Document& document, const IsKept& is_kept)
        : document_(document), is_kept_(is_kept), findings_(document.file, document.findings, most_troubles) {
        root_.name = "#document";
        open_ = {&root_};
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
        if (open_.back()->name == "channel") document_.complete = true;
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
    bool is_closed() const { return depth_ == 0 && !root_.children.empty(); }

    Element take() { return std::move(root_); }

    std::exception_ptr failure;  ///< what a callback threw

  private:
    Document& document_;
    const IsKept& is_kept_;
    text::FileFindings findings_;
    Element root_;
    std::vector<Element*> open_;
    Recorder recorder_;
    int depth_ = 0;
    std::set<std::string> told_;
};

struct Context {
    TreeBuilder tree;
    xmlParserCtxtPtr parser = nullptr;
    std::optional<std::size_t> root_end = {};  ///< in bytes

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
        if (context.root_end || !context.tree.is_closed()) return;
        const long read = xmlByteConsumed(context.parser);
        if (read > 0) context.root_end = static_cast<std::size_t>(read);
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

/// True for text in which a feed, a channel or an item begins.
bool holds_feed(std::string_view text) {
    constexpr auto begins =
        std::to_array<std::string_view>({"<rss", "<channel", "<item", "<rdf:rdf", "<feed"});
    const std::string small = core::in_small_letters(text);
    return std::any_of(begins.begin(), begins.end(), [&](std::string_view tag) {
        for (std::size_t at = small.find(tag); at != std::string::npos; at = small.find(tag, at + 1)) {
            const std::size_t end = at + tag.size();
            if (end < small.size() &&
                std::string_view(" \t\r\n/>").find(small[end]) != std::string_view::npos)
                return true;
        }
        return false;
    });
}

/// Parses `xml` into the children of a root of our own.
Element tree_of(const std::string& xml, Document& document, const IsKept& is_kept) {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.cdataBlock = on_text;
    handler.ignorableWhitespace = on_text;
    handler.serror = on_error;
    Context context{TreeBuilder(document, is_kept)};
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
    if (context.root_end)
        document.goes_on = holds_feed(std::string_view(xml).substr(std::min(*context.root_end, xml.size())));
    return context.tree.take();
}

/// The tree of any bytes; nothing where they are no XML at all.
std::optional<Element> read_tree(std::string_view bytes, Document& document, const IsKept& is_kept) {
    Repaired repaired = repair(bytes, document.file);
    document.findings = std::move(repaired.findings);
    if (repaired.xml.empty()) return std::nullopt;
    return tree_of(repaired.xml, document, is_kept);
}

/// What is known of a document once it was read.
void settle(Document& document) {
    const bool broken =
        std::any_of(document.findings.begin(), document.findings.end(), [](const core::Finding& finding) {
            return finding.code == Code::not_well_formed || finding.code == Code::not_closed ||
                   finding.code == Code::misplaced_markup || finding.code == Code::feed_cut;
        });
    document.complete = document.complete && !broken;
    core::sort(document.findings);
}

/// What a document that is no RSS is, in the words of messages.
std::string kind_of(const Element& root) {
    if (root.children.empty()) return "text";
    const std::string& name = root.children.front().name;
    if (name == "rss") return "<rss> without <channel>";
    return name == "atom:feed" || name == "feed" ? "Atom" : "<" + text::cut_graphemes(name, 40) + ">";
}

bool is_feed(const Element& element) {
    return core::in_small_letters(element.name) == "rss" || element.name.ends_with("}RDF");
}

/// The channel; old RSS writes its items behind it.
std::optional<Element> channel_of(Element root) {
    for (Element& rss : root.children) {
        if (!is_feed(rss)) continue;
        const auto channel = std::find_if(rss.children.begin(), rss.children.end(),
                                          [](const Element& e) { return e.name == "channel"; });
        if (channel == rss.children.end()) return std::nullopt;
        Element found = std::move(*channel);
        for (Element& element : rss.children) {
            if (element.name == "item") found.children.push_back(std::move(element));
        }
        return found;
    }
    return std::nullopt;
}

/// Of two channels that were written over each other nobody can tell which counts.
bool has_second_channel(const Element& root) {
    const auto feed = std::find_if(root.children.begin(), root.children.end(), is_feed);
    if (feed == root.children.end()) return false;
    return std::count_if(feed->children.begin(), feed->children.end(),
                         [](const Element& element) { return element.name == "channel"; }) > 1;
}

/// True where zero bytes stand in the middle of text, which is no encoding's way of writing it.
bool has_zeros(std::string_view bytes) {
    constexpr std::size_t head = 4;
    const bool is_wide = bytes.substr(0, head).find('\0') != std::string_view::npos ||
                         bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
    return !is_wide && bytes.find('\0') != std::string_view::npos;
}

}  // namespace

Document parse(std::string_view bytes, const std::string& file, const IsKept& is_kept) {
    Document document;
    document.file = file;
    const std::optional<Element> root = read_tree(bytes, document, is_kept);
    if (!root) return document;
    document.channel = channel_of(*root);
    document.has_holes = has_zeros(bytes);
    document.goes_on = document.goes_on || has_second_channel(*root);
    if (document.goes_on) document.findings.push_back({Severity::error, Code::second_feed, {file, 0, 0}, {}});
    if (!document.channel) {
        document.findings.push_back(
            {Severity::error, Code::not_a_feed, {file, 0, 0}, {{"found", kind_of(*root)}}});
    }
    settle(document);
    return document;
}

Document parse_xml(std::string_view bytes, const std::string& file, const IsKept& is_kept) {
    Document document;
    document.file = file;
    std::optional<Element> root = read_tree(bytes, document, is_kept);
    if (!root || root->children.empty()) return document;
    document.channel = std::move(root->children.front());
    document.complete = true;
    settle(document);
    return document;
}

bool is_cut(const Document& document) {
    return document.has_holes || document.goes_on ||
           std::any_of(document.findings.begin(), document.findings.end(),
                       [](const core::Finding& finding) { return finding.code == Code::feed_cut; });
}

}  // namespace cityfm::xml
