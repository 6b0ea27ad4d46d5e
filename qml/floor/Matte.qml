import QtQuick3D

CustomMaterial {
    shadingMode: CustomMaterial.Unshaded
    vertexShader: "shaders/matte.vert"
    fragmentShader: "shaders/matte.frag"
}
