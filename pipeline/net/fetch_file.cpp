// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string_view>
#include <utility>

#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/core/feed_date.h"
#include "pipeline/core/format.h"
#include "pipeline/core/stop.h"
#include "pipeline/net/exchange.h"
#include "pipeline/net/partial_file.h"

namespace cityfm::net {
namespace {

using core::Code;
using core::Error;
using core::Kind;
using Headers = std::map<std::string, std::string>;

/// How often is asked when nothing comes, and in all; and the longest wait that a server may want.
constexpr int most_fruitless = 4;
constexpr int most_attempts = 50;
constexpr std::chrono::seconds longest_wait{60};

std::string header(const Headers& headers, const std::string& name) {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

/// Nothing where it is not digits alone; the highest number where it is too many of them.
std::optional<std::uintmax_t> number_in(std::string_view text) {
    std::uintmax_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
    return error == std::errc() ? number : std::numeric_limits<std::uintmax_t>::max();
}

/// What names the present content: a strong ETag, or a date that is not just that of the answer (RFC 9110,
/// 8.8.2.2 and 13.1.5). Empty where there is none.
std::string mark_of(const Headers& headers) {
    std::string tag = header(headers, "etag");
    if (tag.starts_with('"')) return tag;
    std::string changed = header(headers, "last-modified");
    if (changed == header(headers, "date")) changed.clear();
    return changed;
}

/// True where the answer says that it is of other content, as from servers that do not know If-Range.
bool is_other_content(const Headers& headers, const std::string& mark) {
    const std::string now = header(headers, mark.starts_with('"') ? "etag" : "last-modified");
    return !now.empty() && now != mark;
}

std::optional<std::uintmax_t> announced_length(const Headers& headers) {
    if (headers.contains("transfer-encoding")) return std::nullopt;
    return number_in(header(headers, "content-length"));
}

/// The whole file's length by a Content-Range, if that goes on at `from` (RFC 9110, 14.4).
std::optional<std::uintmax_t> length_by_range(const std::string& range, std::uintmax_t from) {
    const std::string start = core::format("bytes {}-", from);
    if (!range.starts_with(start)) return std::nullopt;
    const std::string_view rest = std::string_view(range).substr(start.size());
    const std::size_t slash = std::min(rest.find('/'), rest.size() - 1);
    const std::optional<std::uintmax_t> last = number_in(rest.substr(0, slash));
    if (!last) return std::nullopt;
    const std::string_view whole = rest.substr(slash + 1);
    const std::optional<std::uintmax_t> length = whole == "*" ? *last + 1 : number_in(whole);
    return length && from <= *last && *last < *length ? length : std::nullopt;
}

/// What the server wants to wait, in seconds or until a date (RFC 9110, 10.2.3).
std::optional<std::chrono::seconds> wanted_wait(const std::string& text) {
    const std::chrono::seconds too_long = longest_wait + std::chrono::seconds(1);
    if (const std::optional<std::uintmax_t> seconds = number_in(text)) {
        return *seconds > static_cast<std::uintmax_t>(longest_wait.count()) ? too_long
                                                                            : std::chrono::seconds(*seconds);
    }
    const std::optional<core::FeedDate> date = core::parse_rfc5322(text);
    if (!date) return std::nullopt;
    return std::clamp(date->instant - core::system_now(), std::chrono::seconds(0), too_long);
}

/// What an answer is for the file.
enum class Verdict {
    none,  ///< it has not come
    its_bytes,
    whole,       ///< all is there
    broken_off,  ///< may go well the next time
    start_over,  ///< does not fit what is there
    refused,
};

class Fetch {
  public:
    Fetch(const FileRequest& request, std::stop_token stop)
        : request_(request), stop_(std::move(stop)), file_(request.path) {}

    FetchedFile run() {
        int fruitless = 0;
        std::uintmax_t furthest = file_.bytes();
        for (int attempt = 1;; ++attempt) {
            const Verdict verdict = ask();
            if (verdict == Verdict::whole) break;
            if (verdict == Verdict::refused) throw failed(Kind::refused);
            if (file_.bytes() <= furthest) ++fruitless;
            furthest = std::max(furthest, file_.bytes());
            if (fruitless == most_fruitless || attempt == most_attempts) throw failed(Kind::later);
            if (verdict == Verdict::start_over) {
                file_.forget();
            } else {
                core::pause_until(stop_)(pause_after(fruitless));
            }
        }
        file_.finish();
        return {type_, file_.bytes()};
    }

  private:
    Verdict ask() {
        from_ = file_.mark().empty() ? 0 : file_.bytes();
        wanted_wait_.reset();
        Verdict verdict = Verdict::none;
        Exchange exchange;
        exchange.stop = stop_;
        exchange.patience = request_.patience;
        exchange.body = [&](std::string_view part) {
            if (verdict == Verdict::none) verdict = begin(exchange.response);
            if (verdict == Verdict::its_bytes && !take(part)) verdict = Verdict::start_over;
            return verdict == Verdict::its_bytes;
        };
        bool ended = true;
        try {
            exchange_with(what_to_ask(), exchange);
            if (verdict == Verdict::none) verdict = begin(exchange.response);
        } catch (const Error& error) {
            // What was ended here, for its first bytes told enough, is no failure.
            const bool by_us = verdict != Verdict::none && verdict != Verdict::its_bytes;
            if (error.code != Code::http_failed || (!by_us && !exchange.broke_off)) throw;
            ended = false;
            if (!by_us) reason_ = core::arg(error.args, "reason");
        }
        if (verdict == Verdict::none) return Verdict::broken_off;
        if (verdict != Verdict::its_bytes) return verdict;
        const bool whole = length_ ? file_.bytes() == *length_ : ended;
        return whole ? Verdict::whole : Verdict::broken_off;
    }

    Request what_to_ask() const {
        Request request;
        request.url = request_.url;
        request.time_limit = std::chrono::hours(6);
        request.reach = request_.reach;
        request.headers["Accept-Encoding"] = "identity";
        if (from_ > 0) {
            request.headers["Range"] = core::format("bytes={}-", from_);
            request.headers["If-Range"] = file_.mark();
        }
        return request;
    }

    /// Judges an answer by its status and headers, and makes ready for its bytes.
    Verdict begin(const Response& response) {
        reason_ = core::format("HTTP {}", response.status);
        switch (response.status) {
            case 200:
                return begin_at_start(response.headers);
            case 206:
                return begin_part(response.headers);
            case 416:
                return nothing_left(response.headers);
            case 408:
            case 429:
            case 500:
            case 502:
            case 503:
            case 504:
                wanted_wait_ = wanted_wait(header(response.headers, "retry-after"));
                return Verdict::broken_off;
            default:
                return Verdict::refused;
        }
    }

    Verdict begin_at_start(const Headers& headers) {
        // Some servers send a part and say 200.
        if (from_ > 0 && headers.contains("content-range")) return Verdict::start_over;
        file_.start(mark_of(headers));
        length_ = announced_length(headers);
        return begin_bytes(headers);
    }

    Verdict begin_part(const Headers& headers) {
        const std::optional<std::uintmax_t> length = length_by_range(header(headers, "content-range"), from_);
        if (!length) return Verdict::start_over;
        if (from_ == 0) {
            file_.start(mark_of(headers));
        } else if ((length_ && length_ != length) || is_other_content(headers, file_.mark())) {
            return Verdict::start_over;
        }
        length_ = length;
        return begin_bytes(headers);
    }

    Verdict begin_bytes(const Headers& headers) {
        if (length_.value_or(0) > request_.most_bytes) fail_as_too_large();
        const std::string type = header(headers, "content-type");
        if (!type.empty()) type_ = type;
        return Verdict::its_bytes;
    }

    /// The server says that the file ends where we wanted to go on, or before.
    Verdict nothing_left(const Headers& headers) {
        if (from_ == 0) return Verdict::refused;
        const bool all_here = header(headers, "content-range") == core::format("bytes */{}", from_) &&
                              !is_other_content(headers, file_.mark());
        if (all_here && from_ > request_.most_bytes) fail_as_too_large();
        return all_here ? Verdict::whole : Verdict::start_over;
    }

    /// False where more comes than the file is long.
    bool take(std::string_view part) {
        const std::uintmax_t bytes = file_.bytes() + part.size();
        if (bytes > request_.most_bytes) fail_as_too_large();
        if (length_ && bytes > *length_) return false;
        file_.append(part);
        if (request_.advanced && length_) {
            request_.advanced(static_cast<double>(bytes) / static_cast<double>(*length_));
        }
        return true;
    }

    [[noreturn]] void fail_as_too_large() {
        file_.remove();
        throw Error(
            Kind::refused, Code::file_too_large,
            {{"path", core::without_password(request_.url)}, {"most", std::to_string(request_.most_bytes)}});
    }

    Error failed(Kind kind) const {
        return {
            kind, Code::http_failed, {{"url", core::without_password(request_.url)}, {"reason", reason_}}};
    }

    /// What the server wants; else twice as long after each fruitless attempt, and a little more by chance,
    /// lest all who were cut off come back at once.
    std::chrono::milliseconds pause_after(int fruitless) {
        if (wanted_wait_ && *wanted_wait_ > longest_wait) throw failed(Kind::later);
        if (wanted_wait_) return *wanted_wait_;
        const auto pause = request_.pause * (1 << std::max(fruitless - 1, 0));
        std::uniform_real_distribution<double> jitter(0, 0.5);
        return pause + std::chrono::duration_cast<std::chrono::milliseconds>(pause * jitter(random_));
    }

    const FileRequest& request_;
    std::stop_token stop_;
    PartialFile file_;
    std::uintmax_t from_ = 0;  ///< where the answer that is under way was asked to begin
    std::optional<std::uintmax_t> length_;
    std::string type_;
    std::string reason_;  ///< why the last answer was not the file
    std::optional<std::chrono::seconds> wanted_wait_;
    std::minstd_rand random_{std::random_device{}()};
};

}  // namespace

FetchedFile fetch_file(const FileRequest& request, const std::stop_token& stop) {
    return Fetch(request, stop).run();
}

}  // namespace cityfm::net
