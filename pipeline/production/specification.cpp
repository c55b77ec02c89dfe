// SPDX-License-Identifier: MIT
#include "pipeline/production/specification.h"

#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/inner_path.h"
#include "pipeline/core/json.h"
#include "pipeline/core/record.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/keys.h"
#include "pipeline/production/keys.h"

namespace cityfm::production {
namespace {

using core::Json;
using core::Record;

constexpr int current_version = 1;

Json to_json(const ShowFile& file) {
    return {{"path", file.path}, {"sha256", file.sha256}};
}

Json to_json(const std::vector<ShowFile>& files) {
    Json list = Json::array();
    for (const ShowFile& file : files) list.push_back(to_json(file));
    return list;
}

Json to_json(const ReleasedFile& file) {
    return {{"path", file.path},
            {"sha256", file.sha256},
            {"stream_sha256", file.stream_sha256},
            {"bytes", file.bytes},
            {"duration_seconds", file.figures.duration_seconds},
            {"integrated_lufs", core::number_or_null(file.figures.integrated_lufs)},
            {"true_peak_dbtp", core::number_or_null(file.figures.true_peak_dbtp)}};
}

Json to_json(const media::Tags& tags) {
    Json json = Json::object();
    for (const media::NamedText& text : media::named_texts) json[std::string(text.name)] = tags.*text.value;
    if (tags.number) json["number"] = *tags.number;
    if (tags.season) json["season"] = *tags.season;
    json["chapters"] = Json::array();
    for (const media::TagChapter& chapter : tags.chapters) {
        json["chapters"].push_back(
            {{"start_ms", chapter.start_ms}, {"title", chapter.title}, {"link", chapter.link}});
    }
    return json;
}

Json to_json(const AssembleStep& step) {
    return {{"recordings", to_json(step.recordings)},
            {"track", step.use.track},
            {"fix", step.use.fix},
            {"channels", step.channels},
            {"as_recorded", step.as_recorded},
            {"max_hours", step.max_hours},
            {"allow_damaged", step.allow_damaged}};
}

Json to_json(const MasterStep& step) {
    return {{"programme", step.programme},
            {"target_lufs", core::number_or_null(step.goal.target_lufs)},
            {"ceiling_dbtp", step.goal.ceiling_dbtp},
            {"dual_mono", step.goal.dual_mono},
            {"allow_below_target", step.goal.allow_below_target}};
}

Json to_json(const EncodeStep& step) {
    return {{"master", step.master},
            {"channels", step.channels},
            {"format", step.rendition.format},
            {"bitrate_kbps", step.rendition.bitrate_kbps},
            {"bits", step.rendition.bits},
            {"target_lufs", core::number_or_null(step.promise.target_lufs)},
            {"ceiling_dbtp", step.promise.ceiling_dbtp},
            {"dual_mono", step.promise.dual_mono}};
}

Json to_json(const PackageStep& step) {
    Json json = {{"format", step.format},
                 {"tags", to_json(step.tags)},
                 {"picture", to_json(step.picture)},
                 {"chapter_pictures", to_json(step.chapter_pictures)}};
    if (const auto* released = std::get_if<ReleasedFile>(&step.sound)) {
        json["released"] = to_json(*released);
    } else {
        json["encoded"] = std::get<std::string>(step.sound);
    }
    return json;
}

Json to_json(const FetchStep& step) {
    Json addresses = Json::array();
    for (const std::string& url : step.addresses) addresses.push_back({{"url", url}});
    return {{"file", to_json(step.file)}, {"addresses", addresses}};
}

// What is read back; anybody may have written it.

constexpr std::size_t most_text_bytes = 1U << 20U;
constexpr std::size_t most_name_bytes = model::Release::most_id_bytes;
constexpr std::size_t most_files = 1000;
constexpr double most_decibels = 1000;
constexpr double most_seconds = 1e8;

std::string digest_in(const Record& record, const std::string& key) {
    return record.text(key, core::is_sha256, "sha256");
}

bool is_path(std::string_view path) {
    return core::is_inner_path(path) && core::hidden_name_in(path).empty();
}

double decibels(const Record& record, const std::string& key) {
    return record.number(key, -most_decibels, most_decibels);
}

std::optional<double> decibels_or_null(const Record& record, const std::string& key) {
    return record.number_or_null(key, -most_decibels, most_decibels);
}

int integer(const Record& record, const std::string& key, int least, int most) {
    return static_cast<int>(record.integer(key, least, most));
}

std::string format_in(const Record& record) {
    return record.text(
        "format",
        [](std::string_view format) { return audio::find_encoding(std::string(format)) != nullptr; },
        "mp3, m4a, opus, flac, wav");
}

/// A file of the show; of a picture there may be none.
ShowFile read_file(const Record& record, bool may_be_none = false) {
    const std::string path = record.text(
        "path", [&](std::string_view text) { return is_path(text) || (may_be_none && text.empty()); },
        "path");
    if (path.empty()) return {};
    return {path, digest_in(record, "sha256")};
}

std::vector<ShowFile> read_files(const Record& record, const std::string& key, std::size_t least,
                                 bool may_be_none) {
    std::vector<ShowFile> files;
    for (const Record& file : record.records(key, least, most_files))
        files.push_back(read_file(file, may_be_none));
    return files;
}

ReleasedFile read_released(const Record& record) {
    ReleasedFile file;
    file.sha256 = digest_in(record, "sha256");
    file.path = record.text(
        "path", [&](std::string_view path) { return model::is_media_path(path, file.sha256); }, "media path");
    file.stream_sha256 = record.text(
        "stream_sha256", [](std::string_view text) { return text.empty() || core::is_sha256(text); },
        "sha256");
    file.bytes = static_cast<std::uintmax_t>(
        record.integer("bytes", 1, static_cast<std::int64_t>(model::Release::most_bytes)));
    file.figures.duration_seconds = record.number("duration_seconds", 0, most_seconds);
    file.figures.integrated_lufs = decibels_or_null(record, "integrated_lufs");
    file.figures.true_peak_dbtp = decibels_or_null(record, "true_peak_dbtp");
    return file;
}

media::Tags read_tags(const Record& record) {
    constexpr int most_number = 1'000'000;
    media::Tags tags;
    for (const media::NamedText& text : media::named_texts)
        tags.*text.value = record.text(std::string(text.name), 0, most_text_bytes);
    if (record.has("number")) tags.number = integer(record, "number", 0, most_number);
    if (record.has("season")) tags.season = integer(record, "season", 0, most_number);
    for (const Record& chapter : record.records("chapters", 0, most_files)) {
        tags.chapters.push_back(
            {chapter.integer("start_ms", 0, static_cast<std::int64_t>(most_seconds) * 1000),
             chapter.text("title", 0, most_text_bytes), chapter.text("link", 0, most_text_bytes)});
    }
    return tags;
}

AssembleStep read_assemble(const Record& record) {
    AssembleStep step;
    step.recordings = read_files(record, "recordings", 1, false);
    step.use.track = record.text("track", 0, most_name_bytes);
    step.use.fix = record.text(
        "fix",
        [](std::string_view fix) {
            return fix.empty() || model::is_choice(model::key("episode", "fix"), fix);
        },
        std::string(model::key("episode", "fix").choices));
    step.channels = integer(record, "channels", 1, 2);
    step.as_recorded = record.boolean("as_recorded");
    step.max_hours = record.number("max_hours", 0, 1000);
    step.allow_damaged = record.boolean("allow_damaged");
    return step;
}

MasterStep read_master(const Record& record) {
    return {digest_in(record, "programme"),
            {decibels_or_null(record, "target_lufs"), decibels(record, "ceiling_dbtp"),
             record.boolean("dual_mono"), record.boolean("allow_below_target")}};
}

EncodeStep read_encode(const Record& record) {
    EncodeStep step;
    step.master = digest_in(record, "master");
    step.channels = integer(record, "channels", 1, 2);
    if (record.has("rendition")) step.rendition.id = record.text("rendition", 1, most_name_bytes);
    step.rendition.format = format_in(record);
    step.rendition.bitrate_kbps = integer(record, "bitrate_kbps", 0, model::Release::most_bitrate_kbps);
    step.rendition.bits = integer(record, "bits", 0, 32);
    step.promise = {decibels_or_null(record, "target_lufs"), decibels(record, "ceiling_dbtp"),
                    record.boolean("dual_mono")};
    return step;
}

PackageStep read_package(const Record& record) {
    PackageStep step;
    step.format = format_in(record);
    if (record.has("released")) {
        if (const auto released = record.record("released")) step.sound = read_released(*released);
    } else {
        step.sound = digest_in(record, "encoded");
    }
    if (const auto tags = record.record("tags")) step.tags = read_tags(*tags);
    if (const auto picture = record.record("picture")) step.picture = read_file(*picture, true);
    step.chapter_pictures = read_files(record, "chapter_pictures", 0, true);
    return step;
}

FetchStep read_fetch(const Record& record) {
    FetchStep step;
    if (const auto file = record.record("file")) step.file = read_released(*file);
    for (const Record& address : record.records("addresses", 0, most_files))
        step.addresses.push_back(address.text("url", core::is_http_url, "url"));
    return step;
}

}  // namespace

namespace {

std::string key_of(const AssembleStep& step) {
    std::vector<std::string> recordings;
    for (const ShowFile& recording : step.recordings) recordings.push_back(recording.sha256);
    return assemble_key(recordings, step.use, step.channels, step.as_recorded);
}

std::string key_of(const MasterStep& step) {
    return master_key(step.programme, step.goal);
}

std::string key_of(const EncodeStep& step) {
    return encode_key(step.master, step.rendition, step.channels);
}

std::string key_of(const PackageStep& step) {
    std::vector<std::string> pictures = {step.picture.sha256};
    for (const ShowFile& picture : step.chapter_pictures) pictures.push_back(picture.sha256);
    const auto* released = std::get_if<ReleasedFile>(&step.sound);
    return package_key(released != nullptr ? released->stream_sha256 : std::get<std::string>(step.sound),
                       media::digest_of(step.tags, pictures));
}

std::string key_of(const FetchStep& step) {
    return step.file.sha256;
}

}  // namespace

std::string key_for(const Specification& specification) {
    return std::visit([](const auto& step) { return key_of(step); }, specification.work);
}

StepKind kind_of(const Specification& specification) {
    return static_cast<StepKind>(specification.work.index());
}

Json to_json(const Specification& specification) {
    Json json = {{"version", current_version},
                 {"kind", name_of(kind_of(specification))},
                 {"key", specification.key},
                 {"episode", specification.episode}};
    if (!specification.rendition.empty()) json["rendition"] = specification.rendition;
    json.update(std::visit([](const auto& step) { return to_json(step); }, specification.work));
    return json;
}

std::optional<Specification> parse_specification(const std::string& text, const std::string& file,
                                                 core::Findings& findings) {
    const std::size_t before = findings.size();
    const auto record = Record::parse(text, file, findings);
    if (!record) return std::nullopt;
    const std::int64_t version = record->integer("version", 1, 1'000'000);
    if (version > current_version) {
        findings.push_back({core::Severity::error,
                            core::Code::newer_release,
                            {file, 0, 0},
                            {{"path", file}, {"version", std::to_string(version)}}});
        return std::nullopt;
    }
    Specification made;
    made.key = digest_in(*record, "key");
    made.episode = record->text(
        "episode", [](std::string_view name) { return name.empty() || model::is_slug(name); }, "folder");
    if (record->has("rendition")) made.rendition = record->text("rendition", 1, most_name_bytes);
    const std::string kind = record->text("kind", 1, most_text_bytes);
    if (kind == "assemble") {
        made.work = read_assemble(*record);
    } else if (kind == "master") {
        made.work = read_master(*record);
    } else if (kind == "encode") {
        made.work = read_encode(*record);
    } else if (kind == "package") {
        made.work = read_package(*record);
    } else if (kind == "fetch") {
        made.work = read_fetch(*record);
    } else {
        record->refuse("kind", "assemble, master, encode, package, fetch");
    }
    // Else what another step makes would be taken for it.
    if (findings.size() == before && made.key != key_for(made)) record->refuse("key", key_for(made));
    if (findings.size() > before) return std::nullopt;
    return made;
}

}  // namespace cityfm::production
