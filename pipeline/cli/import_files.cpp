// SPDX-License-Identifier: MIT
#include "pipeline/cli/import_files.h"

#include <algorithm>

#include "pipeline/audio/encodings.h"
#include "pipeline/audio/probe.h"
#include "pipeline/av/sniff.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/format.h"
#include "pipeline/core/letters.h"
#include "pipeline/media/artwork.h"
#include "pipeline/model/address.h"
#include "pipeline/text/chapters.h"
#include "pipeline/text/transcript.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;

constexpr std::uintmax_t most_picture_bytes = 20'000'000;
constexpr std::uintmax_t most_text_bytes = 4'000'000;

/// True for what `check` passes as the picture of a show or an episode.
bool is_good_artwork(const model::ImageFacts& image) {
    return !image.problem && !image.cmyk && image.width == image.height &&
           model::has_artwork_size(image.width);
}

/// What a fault of a picture is called where there is no sentence for it.
std::string fault_of(const model::ImageFacts& image) {
    if (image.problem) return std::string(core::name_of(*image.problem));
    return core::format("{} × {}{}", image.width, image.height, image.cmyk ? " CMYK" : "");
}

/// A form of transcript that is read with all that is in it, the best first.
const model::Resource* best_of(const std::vector<model::Resource>& transcripts) {
    for (const char* type : {"application/json", "text/vtt", "application/x-subrip", "application/srt"}) {
        for (const model::Resource& transcript : transcripts) {
            if (transcript.type == type) return &transcript;
        }
    }
    return nullptr;
}

/// What a file is, by its content: what it is called in releases, its extension, its media type.
struct FileKind {
    std::string format;
    std::string extension;
    std::string type;
};

/// What its address calls it, where that is a plain extension.
std::string extension_in(const std::string& url) {
    const std::string path = url.substr(0, url.find_first_of("?#"));
    const std::string extension = core::in_small_letters(std::filesystem::path(path).extension().string());
    const bool plain = extension.size() > 1 && extension.size() <= 5 && model::is_slug(extension.substr(1));
    return plain ? extension : "";
}

FileKind kind_of(const std::filesystem::path& file, const model::Rendition& listed) {
    const std::string head = av::head_of(file);
    const std::string demuxer = av::sniff_sound(head);
    std::string format = demuxer;
    if (demuxer == "ogg") format = head.find("OpusHead") != std::string::npos ? "opus" : "ogg";
    if (demuxer == "mov") {
        const bool film = listed.type.starts_with("video/") || extension_in(listed.path) == ".mp4" ||
                          extension_in(listed.path) == ".m4v" || extension_in(listed.path) == ".mov";
        format = film ? "mp4" : "m4a";
    }
    if (const audio::EncodingRow* const row = audio::find_encoding(format))
        return {format, std::string(row->extension), std::string(row->media_type)};
    if (format == "ogg") return {format, ".ogg", "audio/ogg"};
    if (format == "aac") return {format, ".aac", "audio/aac"};
    if (format == "mp4")
        return {format, ".mp4", listed.type.starts_with("video/") ? listed.type : "video/mp4"};
    return {listed.format, extension_in(listed.path), listed.type};
}

}  // namespace

ImportFiles::ImportFiles(std::filesystem::path folder, net::Reach reach, std::stop_token stop)
    : folder_(std::move(folder)), reach_(reach), stop_(std::move(stop)) {}

std::filesystem::path ImportFiles::checked(const std::string& path) const {
    std::error_code error;
    const auto home = std::filesystem::weakly_canonical(folder_, error);
    const auto real = std::filesystem::weakly_canonical(folder_ / path, error);
    const auto inside = real.lexically_relative(home);
    if (!error && !inside.empty() && *inside.begin() != "..") return folder_ / path;
    throw Error(Kind::show, Code::path_leaves_show, {{"key", path}, {"found", real.string()}});
}

bool ImportFiles::has(const std::string& path) const {
    std::error_code error;
    return std::filesystem::exists(std::filesystem::symlink_status(folder_ / path, error));
}

bool ImportFiles::holds(const std::string& path, const std::string& bytes) const {
    std::error_code error;
    return std::filesystem::file_size(folder_ / path, error) == bytes.size() && !error &&
           core::read_file(folder_ / path) == bytes;
}

void ImportFiles::write(const std::string& path, const std::string& bytes) const {
    if (!has(path)) core::write_file(checked(path), bytes);
}

void ImportFiles::replace(const std::string& path, const std::string& bytes) const {
    if (!bytes.empty()) {
        core::write_file_if_changed(checked(path), bytes);
    } else if (has(path)) {
        core::remove_file(checked(path));
    }
}

std::map<std::string, std::string> ImportFiles::unfinished() const {
    std::map<std::string, std::string> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "episodes", error)) {
        const std::string release = "episodes/" + entry.path().filename().string() + "/release.json";
        if (!has(release) || std::filesystem::exists(entry.path() / "episode.toml", error)) continue;
        const std::string guid = model::parse_release(core::read_file(checked(release)), release).guid;
        found.emplace(guid, entry.path().filename().string());
    }
    return found;
}

std::optional<std::string> ImportFiles::fetch(const std::string& url, std::uintmax_t most,
                                              std::string& reason) const {
    if (!model::is_http_url(url)) return std::nullopt;
    net::Request request;
    request.url = url;
    request.most_bytes = most;
    request.compressed = true;
    request.reach = reach_;
    try {
        net::Response response = net::send(request, stop_);
        if (response.status == 200) return std::move(response.body);
        reason = core::format("HTTP {}", response.status);
    } catch (const Error& error) {
        if (error.kind == Kind::interrupted) throw;
        reason = error.code == Code::http_failed ? core::arg(error.args, "reason")
                                                 : std::string(core::name_of(error.code));
    }
    return std::nullopt;
}

std::optional<std::string> ImportFiles::picture(const std::string& url, const std::string& stem,
                                                std::string& reason) const {
    for (const char* extension : {".png", ".jpg"}) {
        // An earlier run has brought it.
        const std::string known = stem + extension;
        if (has(known) && is_good_artwork(media::inspect_artwork(checked(known)))) return known;
    }
    const auto bytes = fetch(url, most_picture_bytes, reason);
    if (!bytes) return std::nullopt;
    const std::string format = av::sniff_picture(*bytes);
    if (format != "png" && format != "jpeg") {
        reason = format.empty() ? "?" : format;
        return std::nullopt;
    }
    // It is looked at before it has its name.
    const std::filesystem::path looked_at = checked(".cityfm/import/" + core::sha256(stem).substr(0, 16));
    core::write_file(looked_at, *bytes);
    const model::ImageFacts image = media::inspect_artwork(looked_at);
    if (!is_good_artwork(image)) {
        core::remove_file(looked_at);
        reason = fault_of(image);
        return std::nullopt;
    }
    const std::string path = stem + (format == "png" ? ".png" : ".jpg");
    const std::filesystem::path place = checked(path);
    std::filesystem::create_directories(place.parent_path());
    core::settle(looked_at, place);
    return path;
}

void ImportFiles::take_along(model::Episode& episode, const model::Show& show,
                             const std::string& cover) const {
    model::Imported& rest = *episode.release->imported;
    const double length = episode.release->duration_seconds();
    std::string reason;
    if (rest.image == cover && show.cover != "assets/cover.png") {
        rest.image.clear();  // it is the show's, which every episode has
    } else if (const auto art = picture(rest.image, episode.path_of("art"), reason)) {
        episode.art = std::filesystem::path(*art).filename().string();
        rest.image.clear();
    }
    core::Findings faults;
    if (const model::Resource* const best = best_of(rest.transcripts)) {
        const auto bytes = fetch(best->url, most_text_bytes, reason);
        const auto cues =
            bytes ? text::read_transcript(*bytes, best->url, show.people, faults) : std::vector<model::Cue>();
        const bool within = std::all_of(cues.begin(), cues.end(), [&](const model::Cue& cue) {
            return length == 0 || cue.end_seconds <= length + 1;
        });
        if (!cues.empty() && within && !core::has_errors(faults)) {
            episode.transcript = "transcript.vtt";
            write(episode.path_of(episode.transcript), text::write_vtt(cues));
            rest.transcripts.clear();
        }
    }
    faults.clear();
    if (episode.chapters.empty() && rest.chapters) {
        const auto bytes = fetch(rest.chapters->url, most_text_bytes, reason);
        const auto chapters = bytes ? text::read_chapters(*bytes, rest.chapters->url, faults)
                                    : std::vector<text::PlacedChapter>();
        double last = -1;
        const bool good =
            std::all_of(chapters.begin(), chapters.end(), [&](const text::PlacedChapter& placed) {
                const double start = placed.chapter.start_seconds;
                const bool ascending = start > last && (last >= 0 || start == 0);
                last = start;
                return ascending && (length == 0 || start < length);
            });
        if (!chapters.empty() && good && !core::has_errors(faults)) {
            for (const text::PlacedChapter& placed : chapters) episode.chapters.push_back(placed.chapter);
            rest.chapters.reset();
        }
    }
}

void ImportFiles::download(const model::Episode& episode, std::size_t index, model::Rendition& rendition,
                           const std::function<void(double)>& advanced) const {
    // Addresses hold others and change from day to day; what names an episode is its guid.
    const std::string name = core::format("{}-{}", core::sha256(episode.release->guid).substr(0, 16), index);
    const std::filesystem::path part = checked(".cityfm/import/" + name);
    std::filesystem::create_directories(part.parent_path());
    net::FileRequest request;
    request.url = rendition.path;
    request.path = part;
    request.reach = reach_;
    request.advanced = advanced;
    const net::FetchedFile fetched = net::fetch_file(request, stop_);
    const model::SoundFacts sound = audio::probe_sound(part);
    if (sound.problem) {
        core::remove_file(part);
        core::Args args = {{"path", rendition.path}};
        args.insert(args.end(), sound.problem_args.begin(), sound.problem_args.end());
        throw Error(Kind::show, *sound.problem, std::move(args));
    }
    const FileKind kind = kind_of(part, rendition);
    const std::string sha256 = core::sha256_file(part);
    const std::string path = model::media_path(episode.folder, sha256, kind.extension);
    const std::filesystem::path place = checked("public/" + path);
    std::filesystem::create_directories(place.parent_path());
    core::settle(part, place);
    rendition.origin = rendition.path;
    rendition.path = path;
    rendition.format = kind.format;
    rendition.type = kind.type;
    rendition.sha256 = sha256;
    rendition.bytes = fetched.bytes;
    if (rendition.listed_seconds <= 0) rendition.listed_seconds = sound.duration_seconds;
}

}  // namespace cityfm::cli
