#pragma once

#include <QTest>

#include <string>
#include <string_view>

/// `QCOMPARE` shows texts of the standard library too.
namespace QTest {
template <> inline char* toString(const std::string& text)
{
    return qstrdup(("\"" + text + "\"").c_str());
}
template <> inline char* toString(const std::string_view& text)
{
    return toString(std::string{text});
}
} // namespace QTest
