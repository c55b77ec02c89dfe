// SPDX-License-Identifier: MIT
#include "pipeline/app/import/import_files.h"

#include <algorithm>

#include "pipeline/audio/deliver/encodings.h"
#include "pipeline/audio/listen/probe.h"
#include "pipeline/av/sniff.h"
#include "pipeline/core/ascii_case.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"
#include "pipeline/core/url.h"
#include "pipeline/media/artwork.h"
#include "pipeline/model/public_names.h"
#include "pipeline/text/chapters.h"
#include "pipeline/text/transcript.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;

constexpr const char* work_folder = ".cityfm/import";
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
    av::FileBytes bytes(file);
    const av::Found found = av::find_sound(bytes);
    const std::string head = bytes.at(found.begin, 4096);
    const std::string demuxer = found.demuxer;
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
    const std::string extension = extension_in(listed.path);
    return {listed.format, extension.empty() ? ".bin" : extension, listed.type};
}

}  // namespace

ImportFiles::ImportFiles(std::filesystem::path folder, net::Reach reach, std::stop_token stop)
    : path_(std::move(folder)), reach_(reach), stop_(std::move(stop)) {}

const core::Folder& ImportFiles::folder() const {
    std::call_once(opened_, [this] { folder_ = core::Folder::make(path_); });
    return *folder_;
}

bool ImportFiles::has(const std::string& path) const {
    return folder().has(core::InnerPath(path));
}

bool ImportFiles::holds(const std::string& path, const std::string& bytes) const {
    const auto file = folder().find_own(core::InnerPath(path));
    return file && file->state().bytes == bytes.size() && file->read(bytes.size()) == bytes;
}

void ImportFiles::write(const std::string& path, const std::string& bytes) const {
    if (!has(path)) folder().write(core::InnerPath(path), bytes);
}

void ImportFiles::replace(const std::string& path, const std::string& bytes) const {
    if (!bytes.empty()) {
        folder().write_if_changed(core::InnerPath(path), bytes);
    } else {
        folder().remove(core::InnerPath(path));
    }
}

std::map<std::string, std::string> ImportFiles::unfinished() const {
    constexpr std::uintmax_t most = 4U << 20U;
    std::map<std::string, std::string> found;
    const auto episodes = folder().find(core::InnerPath("episodes"));
    if (!episodes) return found;
    for (const std::string& name : episodes->entries()) {
        const core::InnerPath release(name + "/release.json");
        if (!episodes->has(release) || episodes->has(core::InnerPath(name + "/episode.toml"))) continue;
        core::Findings findings;
        const auto read =
            model::parse_release(episodes->read(release, most), "episodes/" + release.text(), findings);
        if (!read) throw core::FindingsError(findings);
        found.emplace(read->guid, name);
    }
    return found;
}

std::optional<std::string> ImportFiles::fetch(const std::string& url, std::uintmax_t most,
                                              std::string& reason) const {
    if (!core::is_http_url(url)) return std::nullopt;
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
        if (has(known) && is_good_artwork(media::inspect_artwork(
                              folder().read(core::InnerPath(known), media::most_artwork_bytes))))
            return known;
    }
    const auto bytes = fetch(url, most_picture_bytes, reason);
    if (!bytes) return std::nullopt;
    const std::string format = av::sniff_picture(*bytes);
    if (format != "png" && format != "jpeg") {
        reason = format.empty() ? "?" : format;
        return std::nullopt;
    }
    // It is looked at before it has its name.
    const core::Folder work = folder().make(core::InnerPath(work_folder));
    const core::InnerPath looked_at(core::sha256(stem).substr(0, 16));
    work.write(looked_at, *bytes);
    const model::ImageFacts image = media::inspect_artwork(*bytes);
    if (!is_good_artwork(image)) {
        work.remove(looked_at);
        reason = fault_of(image);
        return std::nullopt;
    }
    const std::string path = stem + (format == "png" ? ".png" : ".jpg");
    folder().settle(work.path() / looked_at.text(), core::InnerPath(path));
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
    // Addresses hold others and change from day to day; what names an episode is its guid, and of two with
    // the same guid the folder.
    const std::string identity = core::sha256(episode.release->guid + "/" + episode.folder);
    const std::string name = core::format("{}-{}", identity.substr(0, 16), index);
    const core::Folder work = folder().make(core::InnerPath(work_folder));
    const std::filesystem::path part = work.path() / name;
    net::FileRequest request;
    request.url = rendition.path;
    request.path = part;
    request.reach = reach_;
    request.advanced = advanced;
    const net::FetchedFile fetched = net::fetch_file(request, stop_);
    const model::SoundFacts sound = audio::probe_sound(part);
    if (sound.problem) {
        work.remove(core::InnerPath(name));
        core::Args args = {{"path", rendition.path}};
        args.insert(args.end(), sound.problem_args.begin(), sound.problem_args.end());
        throw Error(Kind::show, *sound.problem, std::move(args));
    }
    const FileKind kind = kind_of(part, rendition);
    const std::string sha256 = core::sha256_file(part);
    const std::string path = model::media_path(episode.folder, sha256, kind.extension);
    folder().make(core::InnerPath("public")).settle(part, core::PublicPath(path));
    rendition.origin = rendition.path;
    rendition.path = path;
    rendition.format = kind.format;
    rendition.type = kind.type;
    rendition.sha256 = sha256;
    rendition.bytes = fetched.bytes;
    if (rendition.listed_seconds <= 0) rendition.listed_seconds = sound.duration_seconds;
}

}  // namespace cityfm::app
