// SPDX-License-Identifier: MIT
#include "tests/support/servers/own_network.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace cityfm::tests {

bool enter_own_network(const std::string& address) {
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
    const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
    ifreq up{};
    std::strncpy(up.ifr_name, "lo", IFNAMSIZ);
    up.ifr_flags = IFF_UP | IFF_RUNNING;
    ifreq second{};
    std::strncpy(second.ifr_name, "lo:1", IFNAMSIZ);
    auto& name = reinterpret_cast<sockaddr_in&>(second.ifr_addr);
    name.sin_family = AF_INET;
    ::inet_pton(AF_INET, address.c_str(), &name.sin_addr);
    const bool done = ::ioctl(socket, SIOCSIFFLAGS, &up) == 0 && ::ioctl(socket, SIOCSIFADDR, &second) == 0;
    ::close(socket);
    return done;
}

}  // namespace cityfm::tests
