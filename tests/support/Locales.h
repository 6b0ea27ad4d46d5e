#pragma once

#include <QProcess>
#include <QString>

namespace colonnade::test {

/// Builds German and Turkish locales in a folder, for LOCPATH: a machine need not have them, and without them the C
/// library falls back to "C" in silence. Empty where they cannot be built, or do not write numbers with a comma.
inline QString builtLocales(const QString& folder)
{
    for (const char* name : {"de_DE", "tr_TR"}) {
        const QString locale = QStringLiteral("%1.UTF-8").arg(QLatin1String(name));
        QProcess::execute(QStringLiteral("localedef"),
                          {QStringLiteral("-i"), QLatin1String(name), QStringLiteral("-f"), QStringLiteral("UTF-8"),
                           folder + QLatin1Char('/') + locale});
        QProcess ask;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LOCPATH"), folder);
        environment.insert(QStringLiteral("LC_ALL"), locale);
        ask.setProcessEnvironment(environment);
        ask.start(QStringLiteral("locale"), {QStringLiteral("decimal_point")});
        if (!ask.waitForFinished() || ask.readAllStandardOutput().trimmed() != ",")
            return {};
    }
    return folder;
}

} // namespace colonnade::test
