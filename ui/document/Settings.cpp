#include "ui/document/Settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace colonnade::ui {

namespace {

constexpr qint64 largestFile = 1024 * 1024; // bytes
constexpr int recentFilesKept = 12;
constexpr int recentCommandsKept = 40;
/// Layouts of an older arrangement of docks are not restored.
constexpr int layoutVersion = 1;

QString accountName()
{
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return name.isEmpty() ? QStringLiteral("unnamed") : name;
}

} // namespace

Settings::Settings()
{
    const QString path = filePath();
    const QFileInfo file(path);
    if (!file.exists())
        return;
    const bool damaged = file.size() > largestFile
        || QSettings(path, QSettings::IniFormat).status() == QSettings::FormatError;
    if (damaged) {
        QFile::remove(path + QStringLiteral(".damaged"));
        QFile::rename(path, path + QStringLiteral(".damaged"));
    }
}

QString Settings::filePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/colonnade/colonnade.ini");
}

QStringList Settings::recentFiles() const
{
    return value(QStringLiteral("files/recent")).toStringList();
}

void Settings::addRecentFile(const QString& path)
{
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    setValue(QStringLiteral("files/recent"), QStringList(files.mid(0, recentFilesKept)));
}

void Settings::removeRecentFile(const QString& path)
{
    QStringList files = recentFiles();
    if (files.removeAll(path) > 0)
        setValue(QStringLiteral("files/recent"), files);
}

ThemeChoice Settings::theme() const
{
    const QString word = value(QStringLiteral("window/theme")).toString();
    if (word == QLatin1String("light"))
        return ThemeChoice::Light;
    if (word == QLatin1String("dark"))
        return ThemeChoice::Dark;
    if (word == QLatin1String("high-contrast"))
        return ThemeChoice::HighContrast;
    return ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice choice)
{
    const auto word = [choice] {
        switch (choice) {
        case ThemeChoice::Light: return QStringLiteral("light");
        case ThemeChoice::Dark: return QStringLiteral("dark");
        case ThemeChoice::HighContrast: return QStringLiteral("high-contrast");
        case ThemeChoice::System: break;
        }
        return QStringLiteral("system");
    }();
    setValue(QStringLiteral("window/theme"), word);
}

QString Settings::author() const
{
    const QString name = value(QStringLiteral("person/name")).toString().trimmed();
    return name.isEmpty() ? accountName() : name;
}

void Settings::setAuthor(const QString& name)
{
    setValue(QStringLiteral("person/name"), name.trimmed());
}

bool Settings::reducedMotion() const
{
    return value(QStringLiteral("window/reducedMotion"), false).toBool();
}

void Settings::setReducedMotion(bool reduced)
{
    setValue(QStringLiteral("window/reducedMotion"), reduced);
}

QByteArray Settings::geometry() const
{
    return value(QStringLiteral("window/geometry")).toByteArray();
}

void Settings::setGeometry(const QByteArray& geometry)
{
    setValue(QStringLiteral("window/geometry"), geometry);
}

QByteArray Settings::layout(const QString& perspective, const QString& sizeClass) const
{
    return value(QStringLiteral("layout%1/%2-%3").arg(layoutVersion).arg(perspective, sizeClass))
        .toByteArray();
}

void Settings::setLayout(const QString& perspective, const QString& sizeClass,
                         const QByteArray& state)
{
    setValue(QStringLiteral("layout%1/%2-%3").arg(layoutVersion).arg(perspective, sizeClass),
             state);
}

QString Settings::perspective() const
{
    return value(QStringLiteral("window/perspective"), QStringLiteral("draw")).toString();
}

void Settings::setPerspective(const QString& name)
{
    setValue(QStringLiteral("window/perspective"), name);
}

QString Settings::lastFolder() const
{
    const QString folder = value(QStringLiteral("files/folder")).toString();
    return QDir(folder).exists() && !folder.isEmpty()
        ? folder
        : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

void Settings::setLastFolder(const QString& folder)
{
    setValue(QStringLiteral("files/folder"), folder);
}

QStringList Settings::recentCommands() const
{
    return value(QStringLiteral("palette/recent")).toStringList();
}

void Settings::addRecentCommand(const QString& id)
{
    QStringList commands = recentCommands();
    commands.removeAll(id);
    commands.prepend(id);
    setValue(QStringLiteral("palette/recent"), QStringList(commands.mid(0, recentCommandsKept)));
}

QVariant Settings::value(const QString& key, const QVariant& otherwise) const
{
    return QSettings(filePath(), QSettings::IniFormat).value(key, otherwise);
}

void Settings::setValue(const QString& key, const QVariant& value)
{
    QSettings(filePath(), QSettings::IniFormat).setValue(key, value);
}

} // namespace colonnade::ui
