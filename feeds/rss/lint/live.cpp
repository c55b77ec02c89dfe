// SPDX-License-Identifier: MIT
#include "feeds/rss/lint/live.h"

#include <map>
#include <optional>
#include <set>

#include "feeds/rss/lint/lint_rules.h"
#include "feeds/rss/read.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/core/json.h"
#include "pipeline/core/url.h"

namespace cityfm::rss {
namespace {

using core::Code;
using core::Severity;

std::string header(const net::Response& response, const char* name) {
    const auto found = response.headers.find(name);
    return found != response.headers.end() ? found->second : "";
}

/// True when two types are the same thing under several names.
bool same_type(const std::string& stated, const std::string& served) {
    const std::string a = xml::media_type(stated);
    const std::string b = xml::media_type(served);
    static const std::set<std::set<std::string>> names = {{"audio/x-m4a", "audio/mp4"},
                                                          {"application/json+chapters", "application/json"},
                                                          {"application/x-subrip", "application/srt"},
                                                          {"application/x-subrip", "text/plain"}};
    return a == b || names.contains({a, b});
}

class LiveLinter {
  public:
    LiveLinter(const xml::Document& document, const LiveOptions& options)
        : document_(document), options_(options) {}

    core::Findings run() {
        if (!options_.address.empty()) conditional(options_.address, 0);
        if (!document_.channel) return std::move(findings_);
        const xml::Element& channel = *document_.channel;
        base_ = base_of(read(document_), options_.address);
        image(channel);
        for (const xml::Element* item : channel.all("item")) {
            item_ = item_name(*item);
            for (const xml::Element* enclosure : item->all("enclosure")) sound(*enclosure);
            image(*item);
            for (const char* tag : {"podcast:transcript", "podcast:chapters"}) {
                for (const xml::Element* resource : item->all(tag)) words(*resource);
            }
        }
        core::sort(findings_);
        return std::move(findings_);
    }

  private:
    void add(Severity severity, Code code, int line, core::Args args) {
        for (auto& [name, value] : args) value = core::without_password(value);
        if (!item_.empty()) args.emplace_back("item", item_);
        findings_.push_back({severity, code, {document_.file, line, 0}, std::move(args)});
    }

    /// What the server says; nothing where it was not reached, which is told.
    std::optional<net::Response> ask(const std::string& url, int line, const std::string& method,
                                     std::map<std::string, std::string> headers = {}) {
        net::Request request;
        request.method = method;
        request.url = url;
        request.headers = std::move(headers);
        constexpr std::uintmax_t most = 20U << 20U;
        request.most_bytes = most;
        request.reach = url == options_.address && options_.reach != net::Reach::anywhere
                            ? net::Reach::as_typed
                            : options_.reach;
        try {
            return net::send(request, options_.stop);
        } catch (const core::Error& error) {
            if (error.kind == core::Kind::interrupted) throw;
            if (error.code == Code::address_refused) {
                add(Severity::error, error.code, line, error.args);
                return std::nullopt;
            }
            const std::string reason = core::arg(error.args, "reason");
            const std::string why = reason.empty() ? std::string(core::name_of(error.code)) : reason;
            add(Severity::error, Code::not_served, line, {{"url", url}, {"status", why}});
            return std::nullopt;
        }
    }

    /// The address of an element, the first time that it is met.
    std::optional<std::string> fresh(const xml::Element& element, const char* attribute) {
        const std::string written = element.attribute(attribute).value_or("");
        if (written.empty()) return std::nullopt;
        const std::string url = core::resolve_address(base_, written);
        if (!core::is_http_url(url) || !seen_.insert(url).second) return std::nullopt;
        options_.before_each(url);
        return url;
    }

    void hops(const net::Response& response, const std::string& url, int line) {
        if (response.redirects <= 1) return;
        add(Severity::warning, Code::many_hops, line,
            {{"url", url}, {"count", std::to_string(response.redirects)}});
    }

    void type_of(const net::Response& response, const std::string& url, const std::string& stated, int line) {
        const std::string served = header(response, "content-type");
        if (stated.empty() || same_type(stated, served)) return;
        add(Severity::warning, Code::served_type, line,
            {{"url", url}, {"found", served}, {"stated", stated}});
    }

    /// Whether the server says that nothing has changed.
    void conditional(const std::string& url, int line) {
        const auto first = ask(url, line, "HEAD");
        if (!first) return;
        std::map<std::string, std::string> conditions;
        const std::string tag = header(*first, "etag");
        const std::string modified = header(*first, "last-modified");
        if (!tag.empty()) conditions["if-none-match"] = tag;
        if (!modified.empty()) conditions["if-modified-since"] = modified;
        const auto second = conditions.empty() ? std::nullopt : ask(url, line, "HEAD", conditions);
        if (second && second->status == 304) return;
        add(Severity::warning, Code::no_not_modified, line, {{"url", url}});
    }

    void sound(const xml::Element& enclosure) {
        const auto url = fresh(enclosure, "url");
        if (!url) return;
        const int line = enclosure.line;
        const auto head = ask(*url, line, "HEAD");
        if (!head) return;
        const auto range = ask(*url, line, "GET", {{"range", "bytes=0-1"}});
        if (!range) return;
        if (range->status != 200 && range->status != 206) {
            add(Severity::error, Code::not_served, line,
                {{"url", *url}, {"status", std::to_string(range->status)}});
            return;
        }
        if (range->status != 206) add(Severity::error, Code::no_byte_ranges, line, {{"url", *url}});
        hops(*head, *url, line);
        if (head->status != 200) {
            add(Severity::warning, Code::no_head, line,
                {{"url", *url}, {"status", std::to_string(head->status)}});
            return;
        }
        const std::string stated = enclosure.attribute("length").value_or("");
        const std::string served = header(*head, "content-length");
        if (!served.empty() && served != stated) {
            add(Severity::error, Code::served_length, line,
                {{"url", *url}, {"found", served}, {"stated", stated}});
        }
        type_of(*head, *url, enclosure.attribute("type").value_or(""), line);
        conditional(*url, line);
    }

    void image(const xml::Element& parent) {
        const xml::Element* const element = parent.child("itunes:image");
        const auto url = element != nullptr ? fresh(*element, "href") : std::nullopt;
        if (!url) return;
        const auto answer = whole(*url, element->line);
        if (!answer) return;
        const std::string fault = options_.fault_of_picture(answer->body);
        if (!fault.empty())
            add(Severity::error, Code::served_picture, element->line, {{"url", *url}, {"found", fault}});
    }

    std::optional<net::Response> whole(const std::string& url, int line) {
        auto answer = ask(url, line, "GET", {{"origin", "https://player.example"}});
        if (!answer) return std::nullopt;
        hops(*answer, url, line);
        if (answer->status == 200) return answer;
        add(Severity::error, Code::not_served, line,
            {{"url", url}, {"status", std::to_string(answer->status)}});
        return std::nullopt;
    }

    void words(const xml::Element& resource) {
        const auto url = fresh(resource, "url");
        if (!url) return;
        const auto answer = whole(*url, resource.line);
        if (!answer) return;
        const std::string type = xml::media_type(resource.attribute("type").value_or(""));
        type_of(*answer, *url, type, resource.line);
        if (header(*answer, "access-control-allow-origin").empty())
            add(Severity::warning, Code::no_cors, resource.line, {{"url", *url}});
        std::string_view body = answer->body;
        if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
        const bool json = type.starts_with("application/json");
        const bool broken =
            (type == "text/vtt" && !body.starts_with("WEBVTT")) || (json && !core::Json::accept(body));
        if (broken) add(Severity::error, Code::served_text, resource.line, {{"url", *url}, {"stated", type}});
    }

    const xml::Document& document_;
    const LiveOptions& options_;
    std::string base_;
    std::string item_;
    std::set<std::string> seen_;
    core::Findings findings_;
};

}  // namespace

core::Findings lint_live(const xml::Document& document, const LiveOptions& options) {
    return LiveLinter(document, options).run();
}

}  // namespace cityfm::rss
