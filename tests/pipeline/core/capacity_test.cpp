// SPDX-License-Identifier: MIT
#include "pipeline/core/capacity.h"

#include <catch2/catch.hpp>

#include "tests/support/files.h"

using namespace cityfm;

TEST_CASE("sizes are said as people say them") {
    CHECK(core::show_bytes(0) == "0 kB");
    CHECK(core::show_bytes(4'200) == "4 kB");
    CHECK(core::show_bytes(999'400) == "999 kB");
    CHECK(core::show_bytes(999'600) == "1 MB");
    CHECK(core::show_bytes(350'000'000) == "350 MB");
    CHECK(core::show_bytes(999'900'000) == "1.0 GB");
    CHECK(core::show_bytes(16'588'800'000) == "16.6 GB");
}

TEST_CASE("a folder's disk says what is free") {
    const tests::TempFolder folder;
    const auto free = core::free_disk(core::Folder(folder.path()));
    REQUIRE(free);
    CHECK(*free > 0);
    CHECK(*free <= std::filesystem::space(folder.path()).capacity);
}

TEST_CASE("memory that nothing tells of is unknown, not none") {
    const tests::TempFolder root;
    CHECK_FALSE(core::free_memory(root.path()));
    tests::write(root / "proc/meminfo", "MemTotal:  100 kB\n");
    CHECK_FALSE(core::free_memory(root.path()));
}

TEST_CASE("free memory is the machine's, or what the nearest bound of the control groups leaves") {
    const tests::TempFolder root;
    tests::write(root / "proc/meminfo",
                 "MemTotal:       8000000 kB\nMemFree:  10 kB\nMemAvailable:    5000000 kB\n");
    CHECK(core::free_memory(root.path()) == 5'120'000'000U);

    // Version 2: a bound may stand at any height; pages of files can be let go.
    tests::write(root / "proc/self/cgroup", "0::/jobs/one\n");
    tests::write(root / "sys/fs/cgroup/jobs/one/memory.max", "max\n");
    tests::write(root / "sys/fs/cgroup/jobs/one/memory.current", "1000\n");
    CHECK(core::free_memory(root.path()) == 5'120'000'000U);
    tests::write(root / "sys/fs/cgroup/jobs/memory.max", "1000000000\n");
    tests::write(root / "sys/fs/cgroup/jobs/memory.current", "900000000\n");
    tests::write(root / "sys/fs/cgroup/jobs/memory.stat", "anon 5\ninactive_file 300000000\n");
    CHECK(core::free_memory(root.path()) == 400'000'000U);
    // In a container the group is at the top, whatever its path on the machine.
    std::filesystem::remove_all(root / "sys/fs/cgroup");
    tests::write(root / "sys/fs/cgroup/memory.max", "500000000\n");
    tests::write(root / "sys/fs/cgroup/memory.current", "600000000\n");
    CHECK(core::free_memory(root.path()) == 0U);
}

TEST_CASE("free memory is what control groups of version 1 leave") {
    const tests::TempFolder root;
    tests::write(root / "proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/jobs\n0::/\n");
    tests::write(root / "sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    tests::write(root / "sys/fs/cgroup/memory/memory.usage_in_bytes", "7000\n");
    tests::write(root / "sys/fs/cgroup/memory/jobs/memory.limit_in_bytes", "2000000\n");
    tests::write(root / "sys/fs/cgroup/memory/jobs/memory.usage_in_bytes", "1500000\n");
    tests::write(root / "sys/fs/cgroup/memory/jobs/memory.stat", "cache 9\ntotal_inactive_file 200000\n");
    CHECK(core::free_memory(root.path()) == 700'000U);
}
