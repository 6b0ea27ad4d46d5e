import QtQuick3D

CustomMaterial {
    property bool clear: true
    shadingMode: CustomMaterial.Unshaded
    cullMode: Material.NoCulling
    sourceBlend: clear ? CustomMaterial.One : CustomMaterial.NoBlend
    destinationBlend: clear ? CustomMaterial.OneMinusSrcAlpha : CustomMaterial.NoBlend
    depthDrawMode: clear ? Material.NeverDepthDraw : Material.OpaqueOnlyDepthDraw
    vertexShader: "shaders/flat.vert"
    fragmentShader: "shaders/flat.frag"
}
