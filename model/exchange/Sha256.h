#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace colonnade::model {

/// SHA-256 of bytes that come in pieces.
class Sha256 {
public:
    Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    ~Sha256();

    void add(std::string_view bytes);
    /// 64 lower-case hexadecimal digits; empty where the library has failed, which matches no hash.
    /// Call it once.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits; empty where the library has failed.
std::string sha256(std::string_view bytes);

} // namespace colonnade::model
